// Request overhead: the processor time that a client costs besides the network, with a request handler that answers at once.
// Each client runs in a process of its own, in interleaved rounds; ratios are to lib-dynamodb in the same round.
//   node bench/requests.mjs [--short] [rounds] [client …]
// Needs `npm run build`, and `npm ci --prefix bench` for the peers; without them, and with --short, the clients that need no
// peers. Prints a line per client and writes bench/.work/results/requests.json:
//   { rounds, baseline, clients: [{ client, operations: [{
//       operation: 'get' | 'put' | 'update' | 'query100' | 'query1000',
//       microseconds: { median, low, high },   processor time of one request, with the quarters around the median
//       ratio: { median, low, high },          to the baseline
//       allocations,                           bytes made by a request, as a ratio to the baseline's
//     }] }] }
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { emitClient, writeFiles } from './support/generate.mjs';
import { runProcess } from './support/processes.mjs';
import { fromRoot, WORK } from './support/root.mjs';
import { round, spread } from './support/statistics.mjs';

const CLIENTS = [
  'lib-dynamodb',
  'client-dynamodb',
  'electrodb',
  'dynamodb-toolbox',
  'dynamodb-onetable',
  'dynamoose',
  'tenantry',
  'tenantry-kept-chain',
  'tenantry-session',
];
const PEERS = ['electrodb', 'dynamodb-toolbox', 'dynamodb-onetable', 'dynamoose'];
const OWN = CLIENTS.filter((client) => !PEERS.includes(client));
const PROCESS = fileURLToPath(new URL('./requests/process.mjs', import.meta.url));

export async function measureRequests({ rounds = 7, clients = CLIENTS } = {}) {
  await prepare();
  const times = new Map(clients.map((client) => [client, []]));
  for (let i = 0; i < rounds; i++) {
    for (const client of clients) times.get(client).push(runProcess(PROCESS, [client]));
    console.error(`requests: round ${i + 1} of ${rounds}`);
  }
  const bytes = new Map(clients.map((client) => [client, allocationsOf(client)]));
  const base = times.get(clients[0]);
  const operations = Object.keys(base[0]);
  return {
    rounds,
    baseline: clients[0],
    clients: clients.map((client) => ({
      client,
      operations: operations.map((operation) => ({
        operation,
        microseconds: spread(times.get(client).map((figures) => figures[operation])),
        ratio: spread(times.get(client).map((figures, i) => figures[operation] / base[i][operation])),
        allocations: round(bytes.get(client)[operation] / bytes.get(clients[0])[operation]),
      })),
    })),
  };
}

/** Bytes made by a request of each operation; short: without the query of 1,000 items. */
export function allocationsOf(client, short) {
  const young = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256'];
  return runProcess(PROCESS, [client, 'allocations', ...(short ? ['short'] : [])], young);
}

/** The generated client as JavaScript. */
export async function prepare() {
  const { transformSync } = fromRoot('esbuild');
  const schema = readFileSync(new URL('./requests/record.tenantry.yaml', import.meta.url), 'utf8');
  const files = await emitClient(schema);
  const compiled = files.map(({ path, text }) => ({
    path: path.replace(/\.ts$/, '.js'),
    text: transformSync(text, { loader: 'ts' }).code,
  }));
  writeFiles(`${WORK}requests/client`, compiled);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const all = process.argv.slice(2);
  const short = all.includes('--short');
  const named = all.filter((argument) => argument !== '--short');
  const rounds = /^[1-9]\d*$/.test(named[0]) ? Number(named.shift()) : short ? 2 : 7;
  if (named.some((client) => !CLIENTS.includes(client))) {
    console.error(
      `node bench/requests.mjs [--short] [rounds] [client …], of ${CLIENTS.join(', ')}; ratios are to the first.`,
    );
    process.exit(named.includes('--help') ? 0 : 2);
  }
  const installed = existsSync(new URL('./node_modules/electrodb', import.meta.url));
  const clients = named.length > 0 ? named : short || !installed ? OWN : CLIENTS;
  const result = await measureRequests({ rounds, clients });
  for (const { client, operations } of result.clients) {
    console.log(
      client.padEnd(20),
      operations
        .map(
          ({ operation, ratio, allocations, microseconds }) =>
            `${operation} ${ratio.median} (${ratio.low}-${ratio.high}; alloc ${allocations}; ${microseconds.median} µs)`,
        )
        .join('  '),
    );
  }
  mkdirSync(`${WORK}results`, { recursive: true });
  writeFileSync(`${WORK}results/requests.json`, `${JSON.stringify(result, null, 2)}\n`);
}
