// Measures a run of the generator as a whole process, beside other generators of types.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manyEntities } from './support/many-entities.mjs';
import { BENCH, ROOT, WORK } from './support/root.mjs';
import { median, spread } from './support/statistics.mjs';

const CLI = join(ROOT, 'generator/bin/tenantry.js');
const FOLDER = join(WORK, 'generate');
const FIGURES = join(FOLDER, 'figures.json');

export async function measureGenerate({ rounds = 5, counts = [250, 1000, 2000], peers = true } = {}) {
  rmSync(FOLDER, { recursive: true, force: true });
  const tour = project('tour', readFileSync(join(ROOT, 'schemas/flight-club.tenantry.yaml'), 'utf8'));
  const many = counts.map((count) => ({ count, folder: project(`entities-${count}`, manyEntities(count).schema) }));
  const runs = [
    { name: '`tenantry --help`', go: () => run(tour, CLI, '--help') },
    { name: 'the tour', before: () => clear(tour), go: () => run(tour, CLI, 'generate') },
    { name: 'the tour, nothing changed', go: () => run(tour, CLI, 'generate') },
    // Proves and prints all, whatever the last run left.
    { name: 'the tour, `tenantry check`', go: () => run(tour, CLI, 'check') },
    ...many.flatMap(({ count, folder }) => [
      {
        name: `${count} entities`,
        entities: count,
        before: () => clear(folder),
        go: () => run(folder, CLI, 'generate'),
      },
      { name: `${count} entities, nothing changed`, unchanged: count, go: () => run(folder, CLI, 'generate') },
    ]),
    ...(peers ? peerRuns() : []),
  ].map((each) => ({ ...each, seen: [] }));
  for (let i = 0; i < rounds; i++) {
    for (const { before, go, seen } of runs) {
      before?.();
      seen.push(go());
    }
    console.error(`generate: round ${i + 1} of ${rounds}`);
  }
  return {
    rounds,
    runs: runs.map(({ name, entities, unchanged, seen }) => ({
      name,
      ...(entities !== undefined && { entities }),
      ...(unchanged !== undefined && { unchanged }),
      seconds: spread(seen.map((each) => each.seconds)),
      processorSeconds: spread(seen.map((each) => each.processorSeconds)),
      megabytes: Math.round(median(seen.map((each) => each.megabytes))),
    })),
  };
}

function project(name, schema) {
  const folder = join(FOLDER, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.tenantry.yaml`), schema);
  // Else the project's own would be found.
  writeFileSync(join(folder, 'tenantry.config.yaml'), `schema: ${name}.tenantry.yaml\n`);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }');
  return folder;
}

/** Leaves the schema only. */
function clear(folder) {
  for (const output of ['client', 'policies', 'infrastructure', 'docs', 'generated-example'])
    rmSync(join(folder, output), { recursive: true, force: true });
}

function run(cwd, ...args) {
  const { status, stderr } = spawnSync(process.execPath, ['--import', join(BENCH, 'support/measured.mjs'), ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, BENCH_FIGURES: FIGURES },
  });
  if (status !== 0) throw new Error(`${args.join(' ')} failed:\n${stderr.slice(0, 2000)}`);
  return JSON.parse(readFileSync(FIGURES, 'utf8'));
}

/** 1,000 types of eleven fields each: what others make of them. */
function peerRuns() {
  const { names } = manyEntities(1000);
  const text = { type: 'string' };
  const type = {
    type: 'object',
    required: ['tenantId', 'id', 'name', 'status', 'amount', 'active', 'labels', 'place', 'createdAt'],
    additionalProperties: false,
    properties: {
      ...{ tenantId: text, id: text, name: text, status: { enum: ['draft', 'active', 'closed'] } },
      ...{ amount: { type: 'number' }, count: { type: 'integer' }, active: { type: 'boolean' } },
      ...{ labels: { type: 'array', items: text }, tags: { type: 'array', items: text } },
      ...{ place: { type: 'object', properties: { street: text, city: text } }, createdAt: text },
    },
  };
  const types = Object.fromEntries(names.map((name) => [name, type]));
  const folder = project('peers', '');
  writeFileSync(join(folder, 'schema.json'), JSON.stringify({ title: 'All', type: 'object', definitions: types }));
  writeFileSync(
    join(folder, 'openapi.json'),
    JSON.stringify({ openapi: '3.1.0', info: { title: 'a', version: '1' }, paths: {}, components: { schemas: types } }),
  );
  const module = (path) => join(BENCH, 'node_modules', path);
  return [
    {
      name: 'json-schema-to-typescript, 1000 types',
      go: () =>
        run(
          folder,
          module('json-schema-to-typescript/dist/src/cli.js'),
          ...['schema.json', 'out.d.ts', '--unreachableDefinitions', '--no-format'],
        ),
    },
    {
      name: 'openapi-typescript, 1000 types',
      go: () => run(folder, module('openapi-typescript/bin/cli.js'), 'openapi.json', '-o', 'out.ts'),
    },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { runs } = await measureGenerate({ rounds: Number(process.argv[2] ?? 5), peers: process.argv[3] !== 'own' });
  console.table(
    runs.map(({ name, seconds, processorSeconds, megabytes }) => ({
      run: name,
      seconds: seconds.median,
      low: seconds.low,
      processor: processorSeconds.median,
      MB: megabytes,
    })),
  );
}
