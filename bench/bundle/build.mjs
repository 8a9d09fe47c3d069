import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { emitClient, writeFiles } from '../support/generate.mjs';
import { BENCH, fromRoot, ROOT, WORK } from '../support/root.mjs';

/** The handlers of ours, and what none of the parts they do not name may leave behind: paths in the runtime's sources. */
export const HANDLERS = {
  get: /request\/(?:query|put|update|delete|batch|transact|transaction|side-writes|scan|collection)|stream\/|session\/|bucket\//,
  'get-and-query':
    /request\/(?:put|update|delete|batch|transact|transaction|side-writes|scan|collection)|stream\/|session\/|bucket\//,
  'writes-and-transactions':
    /request\/(?:get|query|batch|transact-get|scan|collection|side-writes\/(?:define|unique|write-guard))|stream\/|session\/|bucket\//,
  'whole-client':
    /request\/(?:batch|transact-|transaction|side-writes\/(?:define|unique|write-guard)|scan|collection)|stream\/|session\/|bucket\//,
  everything: undefined,
};

/** The generated client of the benchmarks' schema beside the handlers. Gives the folder. */
export async function prepareHandlers() {
  const folder = join(WORK, 'bundle/tenantry');
  const schema = readFileSync(join(BENCH, 'requests/record.tenantry.yaml'), 'utf8');
  const client = (await emitClient(schema)).map(({ path, text }) => ({ path: `client/${path}`, text }));
  const handlers = Object.keys(HANDLERS).map((name) => ({
    path: `${name}.ts`,
    text: readFileSync(join(BENCH, `bundle/tenantry/${name}.ts`), 'utf8'),
  }));
  writeFiles(folder, [...client, ...handlers]);
  return folder;
}

const RUNTIME = join(ROOT, 'runtime/src');
// The peers bring an SDK of their own, of the same version: a bundle of ours holds the workspace's alone.
const OWN = {
  '@tenantry/runtime/codegen-v1': join(RUNTIME, 'codegen-v1.ts'),
  '@tenantry/runtime/operations': join(RUNTIME, 'operations.ts'),
  '@tenantry/runtime': join(RUNTIME, 'index.ts'),
};
const SDK = { '@aws-sdk/client-dynamodb': join(ROOT, 'node_modules/@aws-sdk/client-dynamodb') };

/** A minified ESM bundle: its text, sizes and the modules that have a part in it. The runtime is taken from its sources. */
export async function bundle(file, { sdk }) {
  const { build } = fromRoot('esbuild');
  const { outputFiles, metafile } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    write: false,
    metafile: true,
    absWorkingDir: ROOT,
    alias: file.startsWith(WORK) ? { ...OWN, ...(sdk === 'inside' && SDK) } : {},
    ...(sdk === 'external' && { external: ['@aws-sdk/*', '@smithy/*'] }),
    // Packages of CommonJS need `require` in an ES module.
    banner: { js: sdk === 'external' ? '' : BANNER },
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  const [output] = outputFiles;
  const [{ inputs }] = Object.values(metafile.outputs);
  return {
    text: output.text,
    bytes: output.contents.length,
    gzip: gzipSync(output.contents, { level: 9 }).length,
    modules: Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0),
  };
}

const BANNER = "import{createRequire as $makeRequire}from'node:module';const require=$makeRequire(import.meta.url);";

/** The sizes of our handlers, the SDK left out, as the tests assert them. */
export async function ownSizes() {
  const folder = await prepareHandlers();
  const sizes = [];
  for (const [name, unwanted] of Object.entries(HANDLERS)) {
    const { bytes, gzip, modules } = await bundle(join(folder, `${name}.ts`), { sdk: 'external' });
    const own = modules.flatMap((path) => /runtime\/src\/(.*)\.ts$/.exec(path)?.[1] ?? []);
    sizes.push({ name, bytes, gzip, strays: own.filter((path) => unwanted?.test(path)) });
  }
  return sizes;
}

if (process.argv[1] === new URL(import.meta.url).pathname) console.log(JSON.stringify(await ownSizes()));
