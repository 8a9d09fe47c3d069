import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ScopeViolation } from '@tenantry/runtime';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { batchGet, createFlightClub, type FlightClub, transactWrite } from '../../../generated-example/client/index.js';
import { failure, useSts } from '../../support/sts-fixture.js';
import { startVerifiedTable, type VerifiedTable } from '../../support/sts-verified-table.js';

const fixture = useSts();
let table: VerifiedTable;
let client: DynamoDBClient;
beforeAll(async () => {
  table = await startVerifiedTable(fixture.sts.issued);
  const credentials = () => Promise.reject(new Error('the base credentials were asked for'));
  client = new DynamoDBClient({ region: 'eu-west-1', endpoint: table.endpoint, credentials });
});
afterEach(() => {
  (table.arrivals as unknown[]).length = 0;
});
afterAll(async () => {
  client.destroy();
  await table.stop();
});

const at = (tenantId: string) => ({ tenantId, userId: 'jane' });
const key = { userId: 'jane' };
/** The table answers every operation alike, so results do not decode: what counts is who asked for what. */
const sent = (request: { send(): Promise<unknown> }) => request.send().catch(() => {});
const seen = () => table.arrivals.map(({ operation, by, problem }) => [operation, by?.tags.TenantId, problem]);

describe.each([
  ['DynamoDBClient', () => client],
  ['DynamoDBDocumentClient', () => DynamoDBDocumentClient.from(client)],
])('a generated client on one %s', (_, base) => {
  const club = (): FlightClub => createFlightClub({ client: base(), tables: { app: 'flight-club' } });

  it('sends each request under its own session', async () => {
    const sessions = fixture.sessions();
    const [alps, coast] = [await sessions.get(at('alps')), await sessions.get(at('coast'))];
    const { member, role } = club();
    const written = { tenantId: 'coast', userId: 'jane', email: 'jane@example.com', name: 'Jane', roleId: 'pilot' };
    await sent(member.get(at('alps')).withClient(alps));
    await sent(member.get(at('coast')).withClient(coast));
    await sent(member.put(written).withClient(coast));
    await sent(batchGet(member.get(at('alps')), role.get({ tenantId: 'alps', roleId: 'pilot' })).withClient(alps));
    await sent(transactWrite(member.delete(at('coast'))).withClient(coast));
    await member
      .query({ tenantId: 'alps' })
      .withClient(alps)
      .all()
      .catch(() => {});
    const asked = new Map(seen().map(([operation, tenant, problem]) => [`${operation} ${tenant}`, problem]));
    expect([...asked.values()].every((problem) => problem === undefined)).toBe(true);
    for (const request of [
      'GetItem alps',
      'GetItem coast',
      'BatchGetItem alps',
      'TransactWriteItems coast',
      'Query alps',
    ])
      expect([...asked.keys()]).toContain(request);
    expect([...asked.keys()].filter((request) => /undefined/.test(request))).toEqual([]);
  });

  it('binds to a session, which signs at once with many others', async () => {
    const sessions = fixture.sessions();
    const data = club();
    const tenants = Array.from({ length: 40 }, (_, i) => `club-${i}`);
    await Promise.all(
      tenants.map(async (tenantId) => sent(data.forSession(await sessions.get(at(tenantId))).member.get(key))),
    );
    const pairs = table.arrivals.map(({ by, input }) => [by?.tags.TenantId, (input.Key as { pk: { S: string } }).pk.S]);
    expect(pairs.map(([tenant]) => tenant).sort()).toEqual([...tenants].sort());
    for (const [tenant, pk] of pairs) expect(pk).toBe(`TENANT#${tenant}`);
  });

  it('sends nothing across the fence', async () => {
    const session = await fixture.sessions().get(at('alps'));
    const error = await failure(club().member.get(at('coast')).withClient(session).send());
    expect(error).toBeInstanceOf(ScopeViolation);
    expect(table.arrivals).toEqual([]);
  });
});
