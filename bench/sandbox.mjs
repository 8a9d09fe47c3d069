// Measures the time that the sandbox adds to a request: the same requests over one kept connection, to the sandbox and to
// its engine in turns, one at a time. Target: 0.5 ms at the median. `npm run build && node bench/sandbox.mjs [requests]`.
import { Agent } from 'node:http';
import { fileURLToPath } from 'node:url';
import { startSandbox } from '@tenantry/sandbox';
import { send, signedHeaders } from './support/signed.mjs';
import { median } from './support/statistics.mjs';

const WARM_UP = 300;
const TABLE = 'flight-club-dev';
const schema = fileURLToPath(new URL('../schemas/flight-club.tenantry.yaml', import.meta.url));
const key = (sk) => ({ pk: { S: 'TENANT#acme' }, sk: { S: sk } });
const item = { ...key('CLUB'), _type: { S: 'Club' }, name: { S: 'Acme' }, plan: { S: 'pro' } };
const REQUESTS = {
  GetItem: { TableName: TABLE, Key: key('CLUB') },
  PutItem: { TableName: TABLE, Item: item },
  UpdateItem: {
    TableName: TABLE,
    Key: key('CLUB'),
    UpdateExpression: 'SET #name = :name',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: { '#name': 'name' },
    ExpressionAttributeValues: { ':name': { S: 'Acme Flying' } },
  },
  Query: {
    TableName: TABLE,
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': 'pk' },
    ExpressionAttributeValues: { ':pk': { S: 'TENANT#acme' } },
  },
  'BatchGetItem 25': { RequestItems: { [TABLE]: { Keys: Array.from({ length: 25 }, (_, i) => key(`USER#${i}`)) } } },
  'TransactWriteItems 5': {
    TransactItems: Array.from({ length: 5 }, (_, i) => ({
      Put: { TableName: TABLE, Item: { ...item, ...key(`ROLE#${i}`) } },
    })),
  },
};

export async function measureSandbox({ requests = 3000 } = {}) {
  await (await startSandbox({ schema })).stop();
  const began = performance.now();
  const sandbox = await startSandbox({ schema });
  const startMilliseconds = Math.round(performance.now() - began);
  const credentials = sandbox.session('chief', { TenantId: 'acme', UserId: 'jane' });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const operations = [];
  for (const [name, input] of Object.entries(REQUESTS)) {
    const [operation] = name.split(' ');
    const body = JSON.stringify(input);
    const { dynamodb } = sandbox.endpoints;
    const headers = await signedHeaders(dynamodb, operation, body, credentials, sandbox.environment.region);
    // The engine wants to see a token as little as it checks one.
    const { 'x-amz-security-token': _, host: __, ...bare } = headers;
    const times = { engine: [], sandbox: [] };
    for (let i = 0; i < requests + WARM_UP; i++) {
      for (const [where, url, sent] of [
        ['engine', sandbox.engine.endpoint, bare],
        ['sandbox', dynamodb, headers],
      ]) {
        const start = performance.now();
        const status = await send(agent, url, sent, body);
        if (i >= WARM_UP) times[where].push((performance.now() - start) * 1000);
        if (status !== 200) throw new Error(`${name} at the ${where}: ${status}`);
      }
    }
    const [engine, through] = [median(times.engine), median(times.sandbox)].map(Math.round);
    operations.push({ operation: name, microseconds: { engine, sandbox: through, added: through - engine } });
  }
  await sandbox.stop();
  agent.destroy();
  return { requests, startMilliseconds, operations };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { startMilliseconds, operations } = await measureSandbox({ requests: Number(process.argv[2] ?? 3000) });
  console.log(`start ${startMilliseconds} ms`);
  for (const { operation, microseconds } of operations) {
    const { engine, sandbox, added } = microseconds;
    console.log(`${operation.padEnd(22)} engine ${engine} µs, sandbox ${sandbox} µs, added ${added} µs`);
  }
}
