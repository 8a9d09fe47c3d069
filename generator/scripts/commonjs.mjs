// Makes the CommonJS builds of what `tsc -b` built, in dist/cjs: Jest, ts-node and NestJS's defaults load CommonJS. Node itself, Bun and
// bundlers take the ES modules in every case (conditions `module-sync` and `module`), so no program has two copies of one class.
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

const OPTIONS = {
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // Jest's CommonJS has no dynamic import, and resolves from a file's path as well as from its URL.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': '__filename' },
  logLevel: 'error',
};

/** File by file, as the ES modules are: entries of the package share their modules. */
async function convert(folder) {
  const { dist, cjs, files } = begin(folder);
  const entryPoints = files.filter((file) => file.endsWith('.js')).map((file) => join(dist, file));
  await build({ ...OPTIONS, entryPoints, outdir: cjs, outbase: dist });
}

/** One file behind all entries, with the dependencies that are ES modules only. */
async function bundle(folder, entries, external) {
  const { dist, cjs } = begin(folder);
  const contents = entries.map((entry) => `export * from './${entry}';`).join('\n');
  const stdin = { contents, resolveDir: dist };
  await build({ ...OPTIONS, stdin, outfile: join(cjs, 'bundle.js'), bundle: true, external });
  for (const entry of entries) {
    const path = relative(dirname(join(cjs, entry)), join(cjs, 'bundle.js')).replaceAll('\\', '/');
    writeFileSync(join(cjs, entry), `module.exports = require('${path.startsWith('.') ? path : `./${path}`}');\n`);
  }
}

function begin(folder) {
  const dist = join(root, folder, 'dist');
  const cjs = join(dist, 'cjs');
  rmSync(cjs, { recursive: true, force: true });
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.d.ts'))) {
    mkdirSync(dirname(join(cjs, file)), { recursive: true });
    cpSync(join(dist, file), join(cjs, file));
  }
  mkdirSync(cjs, { recursive: true });
  writeFileSync(join(cjs, 'package.json'), '{ "type": "commonjs" }\n');
  return { dist, cjs, files };
}

await convert('runtime');
await convert('iam');
await bundle(
  'sandbox',
  ['index.js', 'testing/index.js'],
  ['@aws-sdk/*', '@dynoxide/*', 'dynalite', '@tenantry/runtime', '@tenantry/iam'],
);
