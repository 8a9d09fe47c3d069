// Many requests of many sessions against one sandbox: right and wrong tenants, expired and forged credentials, clients that go
// away. Every answer is checked; memory, connections and processes must come to rest. `node bench/sandbox-soak.mjs [requests]`.
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { startSandbox } from '@tenantry/sandbox';
import { send, signedHeaders } from './support/signed.mjs';

const TABLE = 'flight-club-dev';
const schema = fileURLToPath(new URL('../schemas/flight-club.tenantry.yaml', import.meta.url));
const TENANTS = 200;

/** Numbers that look random and are the same in every run. */
function* numbers(seed) {
  for (let x = seed; ; ) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    yield x / 2 ** 32;
  }
}

const megabytes = () => {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 1e6);
};

export async function soak({ requests = 100_000, concurrency = 32, seed = 1 } = {}) {
  const counts = { allowed: 0, denied: 0, refused: 0, aborted: 0 };
  const seen = { forwarded: 0, denied: 0, refused: 0 };
  const sandbox = await startSandbox({
    schema,
    onRequest: ({ outcome }) => {
      seen[outcome]++;
    },
  });
  const url = sandbox.endpoints.dynamodb;
  const { region } = sandbox.environment;
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const sessions = Array.from({ length: TENANTS }, (_, i) =>
    sandbox.session('chief', { TenantId: `t${i}`, UserId: 'u' }),
  );
  const random = numbers(seed);
  const next = () => random.next().value;
  const pick = (count) => Math.floor(next() * count);

  async function one(i) {
    const own = pick(TENANTS);
    const kind = next();
    const foreign = kind < 0.3;
    const tenant = foreign ? (own + 1 + pick(TENANTS - 1)) % TENANTS : own;
    const Key = { pk: { S: `TENANT#t${tenant}` }, sk: { S: `ROLE#${pick(50)}` } };
    const [operation, input] =
      next() < 0.5
        ? ['GetItem', { TableName: TABLE, Key }]
        : ['PutItem', { TableName: TABLE, Item: { ...Key, text: { S: 'x'.repeat(pick(2000)) } } }];
    const body = JSON.stringify(input);
    const headers = await signedHeaders(url, operation, body, sessions[own], region);
    if (kind > 0.98) {
      const outgoing = request(url, { agent, method: 'POST', headers });
      outgoing.on('error', () => {});
      outgoing.write(body.slice(0, 20));
      await once(outgoing, 'socket');
      outgoing.destroy();
      counts.aborted++;
      return;
    }
    const forged = kind > 0.95;
    const sent = forged ? body.replace('TENANT#t', 'TENANT#T') : body;
    const status = await send(agent, url, headers, sent);
    const wanted = forged || foreign ? 400 : 200;
    if (status !== wanted)
      throw new Error(`Request ${i} (${operation}, t${own} on t${tenant}): ${status}, not ${wanted}`);
    counts[forged ? 'refused' : foreign ? 'denied' : 'allowed']++;
  }

  const memory = [];
  let started = 0;
  const began = performance.now();
  const worker = async () => {
    while (started < requests) {
      const i = started++;
      if (i % Math.ceil(requests / 5) === 0) memory.push(megabytes());
      await one(i);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - began) / 1000;
  memory.push(megabytes());
  agent.destroy();
  await sandbox.stop();
  // The engine's guard ends a moment after the engine.
  await new Promise((resume) => setTimeout(resume, 200));
  const left = process.getActiveResourcesInfo().filter((name) => /TCP|Process/.test(name));
  for (const outcome of ['denied', 'refused']) {
    if (seen[outcome] !== counts[outcome])
      throw new Error(`${outcome}: traced ${seen[outcome]}, sent ${counts[outcome]}`);
  }
  if (seen.forwarded !== counts.allowed) throw new Error(`forwarded: ${seen.forwarded}, sent ${counts.allowed}`);
  return { requests, perSecond: Math.round(requests / seconds), counts, megabytes: memory, left };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await soak({ requests: Number(process.argv[2] ?? 100_000) });
  console.log(JSON.stringify(result, null, 2));
  if (result.left.length > 0) process.exitCode = 1;
}
