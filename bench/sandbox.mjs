/**
 * What the sandbox adds to a request: the same requests over one kept connection, to the sandbox and to its engine in
 * turns, one at a time. `npm run build && node bench/sandbox.mjs [rounds]`. Prints microseconds; writes bench/results/sandbox.json.
 */
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { SignatureV4 } from '@smithy/signature-v4';
import { startSandbox } from '@tenantry/sandbox';

const rounds = Number(process.argv[2] ?? 3000);
const table = 'flight-club-dev';
const key = (sk) => ({ pk: { S: 'TENANT#acme' }, sk: { S: sk } });
const item = { ...key('CLUB'), _type: { S: 'Club' }, name: { S: 'Acme' }, plan: { S: 'pro' } };
const read = { TableName: table, KeyConditionExpression: '#pk = :pk', ExpressionAttributeNames: { '#pk': 'pk' } };
const requests = {
  GetItem: { TableName: table, Key: key('CLUB') },
  PutItem: { TableName: table, Item: item },
  UpdateItem: {
    TableName: table,
    Key: key('CLUB'),
    UpdateExpression: 'SET #name = :name',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: { '#name': 'name' },
    ExpressionAttributeValues: { ':name': { S: 'Acme Flying' } },
  },
  Query: { ...read, ExpressionAttributeValues: { ':pk': { S: 'TENANT#acme' } } },
  BatchGetItem: {
    RequestItems: { [table]: { Keys: Array.from({ length: 25 }, (_, i) => key(`USER#${i}`)) } },
  },
  TransactWriteItems: {
    TransactItems: Array.from({ length: 5 }, (_, i) => ({
      Put: { TableName: table, Item: { ...item, ...key(`ROLE#${i}`) } },
    })),
  },
};

class Sha256 {
  constructor(secret) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }
  update(data) {
    this.hash.update(data);
  }
  async digest() {
    return new Uint8Array(this.hash.digest());
  }
  reset() {}
}

const sandbox = await startSandbox({
  schema: new URL('../schemas/flight-club.tenantry.yaml', import.meta.url).pathname,
});
const credentials = sandbox.session('chief', { TenantId: 'acme', UserId: 'jane' });
const signer = new SignatureV4({
  credentials,
  region: sandbox.environment.region,
  service: 'dynamodb',
  sha256: Sha256,
});
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

async function send(url, headers, body) {
  const outgoing = request(url, { agent, method: 'POST', headers });
  outgoing.end(body);
  const [incoming] = await once(outgoing, 'response');
  incoming.resume();
  await once(incoming, 'end');
  if (incoming.statusCode !== 200) throw new Error(`${headers['x-amz-target']}: ${incoming.statusCode}`);
}

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
const summary = (times) => {
  const sorted = times.toSorted((a, b) => a - b);
  return { median: Math.round(quantile(sorted, 0.5)), p99: Math.round(quantile(sorted, 0.99)) };
};

const results = {};
for (const [operation, input] of Object.entries(requests)) {
  const body = JSON.stringify(input);
  const { host, hostname } = new URL(sandbox.endpoints.dynamodb);
  const plain = {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': String(Buffer.byteLength(body)),
    'x-amz-target': `DynamoDB_20120810.${operation}`,
  };
  const signed = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname,
    path: '/',
    query: {},
    headers: { host, ...plain },
    body,
  });
  const bare = { ...plain, 'x-amz-date': signed.headers['x-amz-date'], authorization: signed.headers.authorization };
  const times = { engine: [], sandbox: [] };
  for (let i = 0; i < rounds + 300; i++) {
    for (const [where, url, headers] of [
      ['engine', sandbox.engine.endpoint, bare],
      ['sandbox', sandbox.endpoints.dynamodb, signed.headers],
    ]) {
      const began = performance.now();
      await send(url, headers, body);
      if (i >= 300) times[where].push((performance.now() - began) * 1000);
    }
  }
  const [engine, through] = [summary(times.engine), summary(times.sandbox)];
  results[operation] = { engine, sandbox: through, added: through.median - engine.median };
  console.log(
    `${operation.padEnd(20)} engine ${String(engine.median).padStart(5)} µs   sandbox ${String(through.median).padStart(5)} µs   added ${String(results[operation].added).padStart(5)} µs (p99 ${engine.p99} → ${through.p99})`,
  );
}
await sandbox.stop();
agent.destroy();
await mkdir(new URL('./results/', import.meta.url), { recursive: true });
await writeFile(
  new URL('./results/sandbox.json', import.meta.url),
  `${JSON.stringify({ node: process.version, rounds, startMilliseconds, microseconds: results }, null, 2)}\n`,
);
