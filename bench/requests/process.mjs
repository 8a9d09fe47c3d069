// One process of one client: `node process.mjs <client> [allocations [short]]`. Prints microseconds (or bytes) per request as JSON.
import { setTimeout as pause } from 'node:timers/promises';
import { fromRoot } from '../support/root.mjs';
import { median } from '../support/statistics.mjs';
import { stubHandler } from '../support/stub-handler.mjs';
import { key, record } from './record.mjs';

const [, , name, mode, short] = process.argv;
const { open, config = {}, clientClass = 'DynamoDBClient' } = await import(`./clients/${name}.mjs`);
const { handler, answerQueries } = stubHandler();
// Peers bring an SDK of their own, of the same version.
const sdk = PEERS().includes(name) ? await import('@aws-sdk/client-dynamodb') : fromRoot('@aws-sdk/client-dynamodb');
const client = new sdk[clientClass]({
  region: 'eu-west-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  requestHandler: handler,
  ...config,
});
const bench = await open(client);

await bench.put();
await check();

const figures = {};
for (const run of [bench.get, bench.put, bench.update]) await warm(run); // else the first is measured on half-compiled code of the SDK
for (const [label, run, items] of [
  ['get', bench.get],
  ['put', bench.put],
  ['update', bench.update],
  ['query100', bench.query, 100],
  ['query1000', bench.query, 1000],
]) {
  if (short && items === 1000) continue;
  if (items !== undefined) answerQueries(items);
  figures[label] = mode === 'allocations' ? await allocations(run) : await time(run);
}
console.log(JSON.stringify(figures));

function PEERS() {
  return ['electrodb', 'dynamodb-toolbox', 'dynamodb-onetable', 'dynamoose'];
}

/** Processor time, as wall time says more of the other processes of the machine. In microseconds. */
async function spend(run, count) {
  const start = process.cpuUsage();
  for (let i = 0; i < count; i++) await run();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

async function time(run) {
  const count = await warm(run);
  const batches = [];
  for (let batch = 0; batch < 5; batch++) batches.push((await spend(run, count)) / count);
  return median(batches);
}

/** Until the optimising compiler has seen it. Gives how many requests take about 80 ms. */
async function warm(run) {
  let spent = 0;
  let count = 1;
  for (let doublings = 0; doublings < 12 && spent < 400_000; doublings++, count *= 2) spent += await spend(run, count);
  return Math.max(1, Math.round((80_000 * (count - 1)) / spent));
}

/** Bytes made per request, in a young generation so large that nothing is collected while it counts. */
async function allocations(run) {
  const count = Math.min(200, await warm(run));
  const counts = [];
  for (let batch = 0; batch < 3; batch++) {
    globalThis.gc();
    await pause(1);
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < count; i++) await run();
    counts.push((process.memoryUsage().heapUsed - before) / count);
  }
  return median(counts);
}

/** A client that does not return what was written is not measured. */
async function check() {
  answerQueries(3);
  const one = await bench.get();
  const several = await bench.query();
  const same = (item, count) =>
    item.assetId === key.assetId &&
    item.count === count &&
    item.labels[2] === record.labels[2] &&
    item.address.postcode === record.address.postcode;
  if (!same(one, 1001) || several.length !== 3 || !same(several[2], 1003))
    throw new Error(`${name} reads something else than it wrote: ${JSON.stringify([one, several])}`);
}
