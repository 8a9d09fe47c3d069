// Measures the generated types in a compiler, beside those of the peers: `node bench/types.mjs [entities…] [--peers]`.
// Instantiations do not depend on the machine.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emitClient, writeFiles } from './support/generate.mjs';
import { consumer, manyEntities } from './support/many-entities.mjs';
import { BENCH, ROOT } from './support/root.mjs';
import { PEERS } from './types/peers.mjs';

const COMPILERS = ['typescript-5.9', 'typescript'];
const USES =
  "import { GetItemCommand, PutItemCommand, UpdateItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';\nexport const commands = [GetItemCommand, PutItemCommand, UpdateItemCommand, QueryCommand];\n";

export async function measureTypes({ counts = [25, 200], compilers = COMPILERS } = {}) {
  const results = [];
  for (const count of counts) {
    const folder = await project(count);
    for (const compiler of compilers) results.push({ entities: count, ...check(folder, compiler) });
  }
  // The types of the SDK alone, which no client can do without.
  const folder = folderOf('sdk');
  writeFiles(folder, [{ path: 'consumer.ts', text: USES }, ...settings()]);
  for (const compiler of compilers) results.push({ entities: 0, ...check(folder, compiler) });
  return results;
}

/** The same of the peers, which have to be installed in this folder. */
export function measurePeerTypes({ counts = [25, 200], compilers = COMPILERS, peers = Object.keys(PEERS) } = {}) {
  return peers.flatMap((client) =>
    counts.flatMap((count) => {
      const folder = join(BENCH, '.work/types', `${client}-${count}`);
      writeFiles(folder, [{ path: 'consumer.ts', text: PEERS[client](manyEntities(count).names) }, ...settings()]);
      console.error(`types: ${client}, ${count} entities`);
      return compilers.map((compiler) => ({ client, entities: count, ...check(folder, compiler) }));
    }),
  );
}

// Below node_modules, so that packages resolve, yet outside of the project.
const folderOf = (name) => join(ROOT, 'node_modules/.cache/bench-types', String(name));

async function project(count) {
  const folder = folderOf(count);
  const { names, schema } = manyEntities(count);
  const client = (await emitClient(schema)).map(({ path, text }) => ({ path: `client/${path}`, text }));
  mkdirSync(folder, { recursive: true });
  writeFiles(folder, [...client, { path: 'consumer.ts', text: consumer(names) }, ...settings()]);
  return folder;
}

const settings = () => [
  { path: 'package.json', text: '{ "type": "module" }' },
  {
    path: 'tsconfig.json',
    text: JSON.stringify({
      compilerOptions: {
        target: 'es2022',
        lib: ['es2022'],
        module: 'nodenext',
        types: [],
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: true,
        noEmit: true,
      },
      files: ['consumer.ts'],
    }),
  },
];

function check(folder, compiler) {
  writeFileSync(join(folder, '.stamp'), '');
  const { stdout, status } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules', compiler, 'bin/tsc'), '-p', folder, '--extendedDiagnostics'],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${compiler} refuses the generated client:\n${stdout}`);
  const read = (label) => Number.parseFloat(new RegExp(`^${label}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1] ?? 'NaN');
  return {
    compiler,
    instantiations: read('Instantiations'),
    types: read('Types'),
    checkSeconds: read('Check time'),
    memoryMB: Math.round(read('Memory used') / 1024),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const counts = process.argv
    .slice(2)
    .filter((argument) => /^\d+$/.test(argument))
    .map(Number);
  const chosen = counts.length > 0 ? { counts } : {};
  const own = await measureTypes(chosen);
  const results = process.argv.includes('--peers') ? [...own, ...measurePeerTypes(chosen)] : own;
  console.table(results);
  console.log(JSON.stringify(results));
}
