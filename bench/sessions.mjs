// Memory per cached session and time of a warm `get`. Needs `npm run build`.
//   node --expose-gc bench/sessions.mjs [sessions] [token length]
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { createTenantSessions, sendWithIdentity } from '@tenantry/runtime';

const COUNT = Number(process.argv[2] ?? 100_000);
const TOKEN_LENGTH = Number(process.argv[3] ?? 800); // AWS gives no limit; sessions with tags have been seen at 700 to 1100
const ROUNDS = 9;

if (globalThis.gc === undefined) {
  console.error('Run with --expose-gc.');
  process.exit(2);
}

// In place of STS: as many different credentials as it would give, cut out of an answer as the XML parser does.
let issued = 0;
const stsClient = {
  async send() {
    const id = String(issued++).padStart(12, '0');
    const answer = `<Answer>ASIA${id}ABCD|${id}${'s'.repeat(28)}|${id}${'FwoGZXIvYXdzE'.repeat(90).slice(0, TOKEN_LENGTH - 12)}</Answer>`;
    const [AccessKeyId, SecretAccessKey, SessionToken] = answer.slice(8, -9).split('|');
    const Expiration = new Date(Date.now() + 3_600_000);
    return {
      Credentials: { AccessKeyId, SecretAccessKey, SessionToken, Expiration },
      AssumedRoleUser: { Arn: `arn:aws:sts::111122223333:assumed-role/member/${id}` },
    };
  },
};

const open = () =>
  createTenantSessions({
    roleArn: 'arn:aws:iam::111122223333:role/member',
    region: 'eu-west-1',
    tags: { tenant: 'TenantId', user: 'UserId' },
    authorize: () => true,
    maxSessions: COUNT,
    stsClient,
  });
const sessions = open();
const request = (i) => ({ tenantId: `tenant-${i}`, userId: `user-${i % 977}` });

/** After collections that free nothing more. */
async function memory() {
  for (let last = Infinity, now = 0; ; last = now) {
    globalThis.gc();
    await new Promise((go) => setTimeout(go, 50));
    const { heapUsed, external, rss } = process.memoryUsage();
    now = heapUsed + external;
    if (Math.abs(last - now) < 20_000) return { bytes: now, rss };
  }
}

/** Processor time of this process for each call: other processes on the machine count less. */
async function microseconds(calls, call) {
  const start = process.cpuUsage();
  for (let i = 0; i < calls; i++) await call(i);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / calls;
}

/** Measures the bytes that signing leaves behind in a session: the key derived for the day. */
async function bytesOfSigning() {
  const client = new DynamoDBClient({
    region: 'eu-west-1',
    requestHandler: { handle: async () => ({ response: { statusCode: 200, headers: {}, body: new Uint8Array() } }) },
    credentials: () => Promise.reject(new Error('never asked')),
  });
  const command = new GetItemCommand({ TableName: 't', Key: { pk: { S: 'x' } } });
  const few = open();
  const some = [];
  for (let i = 0; i < 10_000; i++) some.push(await few.get(request(i)));
  for (let i = 0; i < 5000; i++) await sendWithIdentity(client, command, some[0]);
  const unsigned = await memory();
  for (const session of some) await sendWithIdentity(client, command, session);
  const signed = await memory();
  await few.close();
  return (signed.bytes - unsigned.bytes) / some.length;
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const per = (bytes) => `${Math.round(bytes / COUNT)} B`;

await sessions.get(request(0)); // loads the SDK
const signing = await bytesOfSigning();
sessions.invalidateAll();
const before = await memory();
const start = performance.now();
for (let i = 0; i < COUNT; i++) await sessions.get(request(i));
const cold = performance.now() - start;
const cached = await memory();

const held = [];
for (let i = 0; i < COUNT; i++) held.push(await sessions.get(request(i)));
const withHeld = await memory();

const one = [];
const many = [];
const requests = Array.from({ length: 20_000 }, () => request(Math.floor(Math.random() * COUNT)));
for (let round = 0; round < ROUNDS; round++) {
  const same = requests[0];
  one.push(await microseconds(requests.length, () => sessions.get(same)));
  many.push(await microseconds(requests.length, (i) => sessions.get(requests[i])));
}

console.log(`${COUNT} sessions, tokens of ${TOKEN_LENGTH} characters, Node ${process.version}`);
console.log(
  `memory per cached session     ${per(cached.bytes - before.bytes)} (RSS ${per(cached.rss - before.rss)}); target 2048 B`,
);
console.log(`  more for one held by a user ${per(withHeld.bytes - cached.bytes)}`);
console.log(`  more for one that signed    ${Math.round(signing)} B`);
console.log(`first get, issuer in process  ${((cold * 1000) / COUNT).toFixed(2)} µs`);
console.log(
  `warm get, one scope           ${median(one).toFixed(2)} µs (${Math.min(...one).toFixed(2)} to ${Math.max(...one).toFixed(2)}); target 2 µs`,
);
console.log(
  `warm get, random scopes       ${median(many).toFixed(2)} µs (${Math.min(...many).toFixed(2)} to ${Math.max(...many).toFixed(2)})`,
);
console.log(`stats                         ${JSON.stringify(sessions.stats())}`);
await sessions.close();
