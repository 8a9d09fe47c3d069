// A fresh process as Lambda starts one: imports a bundled handler and has it answer its first request (on a server in this
// process that knows two operations). Prints both times.
import { createServer } from 'node:http';

const TEXTS = 'title email city country phone note owner'.split(' ');
const item = {
  pk: { S: 'TENANT#acme' },
  sk: { S: 'ASSET#1' },
  tenantId: { S: 'acme' },
  assetId: { S: '1' },
  _type: { S: 'Asset' },
  _et: { S: 'Asset' },
  entity: { S: 'Asset' },
  __edb_e__: { S: 'asset' },
  __edb_v__: { S: '1' },
  ...Object.fromEntries(TEXTS.map((name) => [name, { S: name }])),
  status: { S: 'open' },
  ...Object.fromEntries(['count', 'price', 'rating', 'stock'].map((name) => [name, { N: '7' }])),
  active: { BOOL: true },
  verified: { BOOL: false },
  createdAt: { S: '2026-06-01T09:30:00.000Z' },
  updatedAt: { S: '2026-06-01T09:30:00.000Z' },
  labels: { L: [{ S: 'a' }] },
  address: { M: { street: { S: 's' }, city: { S: 'c' }, postcode: { S: 'p' } } },
};
const server = createServer((request, response) => {
  const isGet = request.headers['x-amz-target']?.endsWith('GetItem');
  request.resume();
  response.setHeader('content-type', 'application/x-amz-json-1.0');
  response.end(JSON.stringify(isGet ? { Item: item } : { Items: [item], Count: 1, ScannedCount: 1 }));
});
await new Promise((go) => server.listen(0, '127.0.0.1', go));
Object.assign(process.env, {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_ENDPOINT_URL: `http://127.0.0.1:${server.address().port}`,
});

/** Processor time in milliseconds, as wall time says more of the other processes of the machine. */
function spent() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const start = spent();
const { handler } = await import(process.argv[2]);
const imported = spent();
const event = { tenantId: 'acme', assetId: '1' };
// Handlers that only write or need a session are imported, not run.
const reads = /(?:dynamodb|electrodb|toolbox|onetable|dynamoose|get|query|client)\.mjs$/.test(process.argv[2]);
const answer = reads ? await handler(event) : undefined;
const answered = spent();
const found = answer === undefined ? 'acme' : JSON.stringify(answer);
if (!found.includes('acme')) throw new Error(`The handler did not find the item: ${found}`);
console.log(JSON.stringify({ importMilliseconds: imported - start, firstRequestMilliseconds: answered - imported }));
process.exit(0);
