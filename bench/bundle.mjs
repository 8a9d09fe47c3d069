// Bundle sizes of the same handlers, ours and of the peers, what importing them takes, and the cold start of such a bundle.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, HANDLERS, prepareHandlers } from './bundle/build.mjs';
import { runProcess } from './support/processes.mjs';
import { BENCH, WORK } from './support/root.mjs';
import { spread } from './support/statistics.mjs';

/** A get and a query of one entity with 20 attributes. */
const PEERS = ['client-dynamodb', 'lib-dynamodb', 'electrodb', 'dynamodb-toolbox', 'dynamodb-onetable', 'dynamoose'];
const START = join(BENCH, 'bundle/start.mjs');

export async function measureBundles({ rounds = 21 } = {}) {
  const folder = await prepareHandlers();
  const entries = [
    ...PEERS.map((name) => ({ name, file: join(BENCH, `bundle/peers/${name}.mjs`) })),
    ...Object.keys(HANDLERS).map((name) => ({ name: `tenantry, ${name}`, file: join(folder, `${name}.ts`) })),
  ];
  const out = join(WORK, 'bundle/out');
  mkdirSync(out, { recursive: true });
  const handlers = [];
  for (const { name, file } of entries) {
    const alone = await bundle(file, { sdk: 'external' });
    const whole = await bundle(file, { sdk: 'inside' });
    const path = join(out, `${name.replace(', ', '-')}.mjs`);
    writeFileSync(path, whole.text);
    handlers.push({ name, path, alone: sizes(alone), whole: sizes(whole), imports: [], starts: [] });
  }
  for (let round = 0; round < rounds; round++) {
    for (const handler of handlers) {
      const { importMilliseconds, firstRequestMilliseconds } = runProcess(START, [handler.path]);
      handler.imports.push(importMilliseconds);
      handler.starts.push(importMilliseconds + firstRequestMilliseconds);
    }
    if (round % 5 === 0) console.error(`bundle: round ${round + 1} of ${rounds}`);
  }
  const [base] = handlers;
  return {
    rounds,
    baseline: base.name,
    handlers: handlers.map(({ name, alone, whole, imports, starts }) => ({
      name,
      alone,
      whole,
      importMilliseconds: spread(imports),
      importAdded: spread(imports.map((each, i) => each - base.imports[i])),
      coldStartMilliseconds: spread(starts),
      coldStartAdded: spread(starts.map((each, i) => each - base.starts[i])),
    })),
  };
}

const sizes = ({ bytes, gzip }) => ({ bytes, gzip });

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { handlers } = await measureBundles({ rounds: Number(process.argv[2] ?? 21) });
  console.table(
    handlers.map(({ name, alone, whole, importMilliseconds, importAdded, coldStartMilliseconds }) => ({
      handler: name,
      'kB alone': (alone.bytes / 1000).toFixed(1),
      gzip: (alone.gzip / 1000).toFixed(1),
      'kB with SDK': Math.round(whole.bytes / 1000),
      'import ms': importMilliseconds.median,
      added: importAdded.median,
      'cold start ms': coldStartMilliseconds.median,
    })),
  );
}
