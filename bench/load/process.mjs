// One process of one client against an engine: `node process.mjs <client> <endpoint> <milliseconds> <concurrency…>`.
// Nine gets and a put in turn, as many in flight as asked. Prints latencies and throughput as JSON.
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { key, record, table } from '../requests/record.mjs';
import { fromRoot } from '../support/root.mjs';

const [, , name, endpoint, milliseconds, ...levels] = process.argv;
const { open, config = {} } = await import(`../requests/clients/${name}.mjs`);
// Peers bring an SDK of their own, of the same version.
const peer = ['electrodb', 'dynamodb-toolbox'].includes(name);
const { DynamoDBClient } = peer ? await import('@aws-sdk/client-dynamodb') : fromRoot('@aws-sdk/client-dynamodb');
const client = new DynamoDBClient({
  endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  requestHandler: new NodeHttpHandler({ httpAgent: { keepAlive: true, maxSockets: 256 } }),
  ...config,
});
const bench = open(client);
await bench.put();
const found = await bench.get();
if (found?.assetId !== key.assetId || found.title !== record.title)
  throw new Error(`${name} lost the item in ${table}.`);

async function run(concurrency, duration) {
  const latencies = [];
  const end = performance.now() + duration;
  const began = performance.now();
  const cpu = process.cpuUsage();
  const worker = async (_, i) => {
    for (let turn = i; performance.now() < end; turn++) {
      const start = performance.now();
      await (turn % 10 === 0 ? bench.put() : bench.get());
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  latencies.sort((a, b) => a - b);
  const at = (part) => latencies[Math.floor((latencies.length - 1) * part)];
  return {
    concurrency,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    perSecond: latencies.length / seconds,
    processorMicroseconds: (user + system) / latencies.length,
  };
}

await run(16, Number(milliseconds) / 2);
const figures = [];
for (const level of levels) figures.push(await run(Number(level), Number(milliseconds)));
console.log(JSON.stringify(figures));
process.exit(0);
