import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { sendWithIdentity } from '@tenantry/runtime';
import { type Engine, startEngine } from '@tenantry/runtime/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ACME, failure, useSts } from '../../support/sts-fixture.js';
import { startVerifiedTable, type VerifiedTable } from '../../support/sts-verified-table.js';

const fixture = useSts();
let table: VerifiedTable;
let engine: Engine;
beforeAll(async () => {
  table = await startVerifiedTable(fixture.sts.issued);
  engine = await startEngine();
});
afterEach(() => {
  for (const client of open.splice(0)) client.destroy();
});
afterAll(async () => {
  await table.stop();
  await engine.stop();
});

const get = new GetItemCommand({ TableName: 't', Key: { pk: { S: 'x' } } });
const open: DynamoDBClient[] = [];
/** A client of the application, with credentials that no session should be seen with. */
function base(endpoint: string, options: object = {}): DynamoDBClient {
  const credentials = { accessKeyId: 'AKIDAPPLICATION', secretAccessKey: 'of the application' };
  const client = new DynamoDBClient({ region: 'eu-west-1', endpoint, credentials, ...options });
  open.push(client);
  return client;
}
const other = { tenantId: 'other', userId: 'u2' };

describe('a session', () => {
  it('signs requests on the one client of the application', async () => {
    const sessions = fixture.sessions();
    const client = new DynamoDBClient({
      region: 'eu-west-1',
      endpoint: table.endpoint,
      credentials: () => Promise.reject(new Error('never asked')),
    });
    const [a, b] = await Promise.all([sessions.get(ACME), sessions.get(other)]);
    const outputs = await Promise.all([sendWithIdentity(client, get, a), sendWithIdentity(client, get, b)]);
    expect(outputs.map(({ Item }) => Item?.TenantId?.S)).toEqual(['acme', 'other']);
    client.destroy();
  });

  it('gives a plain client that signs with its credentials', async () => {
    const sessions = fixture.sessions({ client: base(table.endpoint) });
    const [a, b] = await Promise.all([sessions.get(ACME), sessions.get(other)]);
    const client = a.client();
    expect(client).toBeInstanceOf(DynamoDBClient);
    expect((await client.send(get)).Item?.TenantId?.S).toBe('acme');
    expect((await b.client().send(get)).Item?.TenantId?.S).toBe('other');
    expect(await client.config.region()).toBe('eu-west-1');
  });

  it('shares one pool of connections, which no client can end', async () => {
    const sessions = fixture.sessions({ client: base(table.endpoint) });
    const before = table.connections;
    for (let i = 0; i < 20; i++) {
      const client = (await sessions.get({ tenantId: `t${i}`, userId: 'u' })).client();
      expect((await client.send(get)).Item?.TenantId?.S).toBe(`t${i}`);
      client.destroy();
    }
    expect(table.connections - before).toBe(1);
  });

  it("is on the connections of the application's client", async () => {
    const client = base(table.endpoint);
    const sessions = fixture.sessions({ client });
    const session = await sessions.get(ACME);
    const before = table.connections;
    await session.send(client, get);
    await session.client().send(get);
    await session.client(client).send(get);
    await sessions.close();
    await failure(client.send(get)); // it still has its connections, and its own credentials, which the table does not know
    expect(table.connections - before).toBe(1);
    expect(table.arrivals.at(-1)?.problem).toBe('unknown-key');
  });

  it('takes over nothing of a client that would sign', async () => {
    const client = base(table.endpoint, { signer: { sign: () => Promise.reject(new Error('not me')) } });
    const session = await fixture.sessions().get(ACME);
    expect((await session.client(client).send(get)).Item?.TenantId?.S).toBe('acme');
    expect((await sendWithIdentity(client, get, session)).Item?.TenantId?.S).toBe('acme');
  });

  it('works against a DynamoDB engine', async () => {
    const sessions = fixture.sessions({ client: base(engine.endpoint) });
    const session = await sessions.get(ACME);
    const client = session.client();
    await client.send(
      new CreateTableCommand({
        TableName: 'sessions',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    const service = new DynamoDBClient({
      region: 'eu-west-1',
      endpoint: engine.endpoint,
      credentials: { accessKeyId: 'base', secretAccessKey: 'base' },
    });
    await sendWithIdentity(
      service,
      new PutItemCommand({ TableName: 'sessions', Item: { pk: { S: 'ü' }, n: { N: '1' } } }),
      session,
    );
    const found = await sendWithIdentity(
      service,
      new GetItemCommand({ TableName: 'sessions', Key: { pk: { S: 'ü' } } }),
      session,
    );
    expect(found.Item).toEqual({ pk: { S: 'ü' }, n: { N: '1' } });
    service.destroy();
  });

  it('renews itself while it is held: new credentials sign, old ones never after their time', async () => {
    const sessions = fixture.sessions({ client: base(table.endpoint), durationSeconds: 900 });
    table.clock = fixture.clock.now;
    const session = await sessions.get(ACME);
    const client = new DynamoDBClient({
      region: 'eu-west-1',
      endpoint: table.endpoint,
      credentials: () => Promise.reject(new Error('never asked')),
    });
    const used = new Set<string | undefined>();
    for (let minute = 0; minute < 180; minute++) {
      const { Item } = await sendWithIdentity(client, get, session);
      expect(Item?.TenantId?.S).toBe('acme');
      used.add(Item?.accessKeyId?.S);
      fixture.clock.advance(60);
    }
    expect(used.size).toBeGreaterThan(11); // three hours of quarters
    expect(sessions.stats()).toMatchObject({ failures: 0, size: 1 });
    table.clock = Date.now;
    client.destroy();
  });

  it('gets new credentials after the service rejected the old ones, but does not ask over and over', async () => {
    const sessions = fixture.sessions();
    const session = await sessions.get(ACME);
    const client = new DynamoDBClient({ region: 'eu-west-1', endpoint: table.endpoint });
    const rejected = (await session.credentials()).accessKeyId;
    table.behave = ({ by }) =>
      by?.accessKeyId === rejected ? { status: 400, code: 'ExpiredTokenException' } : undefined;
    expect((await failure(sendWithIdentity(client, get, session))).name).toBe('ExpiredTokenException');
    expect((await failure(sendWithIdentity(client, get, session))).name).toBe('ExpiredTokenException'); // just issued
    expect(sessions.stats().issued).toBe(1);
    fixture.clock.advance(61);
    expect((await failure(sendWithIdentity(client, get, session))).name).toBe('ExpiredTokenException');
    expect((await sendWithIdentity(client, get, session)).Item?.TenantId?.S).toBe('acme');
    expect(sessions.stats()).toMatchObject({ issued: 2, invalidations: 1 });
    table.behave = () => undefined;
    client.destroy();
  });

  it('shows no secret when it is printed', async () => {
    const { inspect } = await import('node:util');
    const session = await fixture.sessions().get(ACME);
    const { secretAccessKey, sessionToken } = await session.credentials();
    for (const text of [inspect(session, { depth: 9, showHidden: true }), JSON.stringify(session)]) {
      expect(text).not.toContain(secretAccessKey);
      expect(text).not.toContain(sessionToken);
    }
  });
});
