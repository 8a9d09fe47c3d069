import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ScopeViolation, type SessionLike, ValidationFailed } from '@tenantry/runtime';
import { beforeAll, expect, it } from 'vitest';
import {
  appTable,
  batchGet,
  createFlightClub,
  type FlightClub,
  memberByStatusKey,
  memberKey,
  reservationKey,
  transactWrite,
} from '../../generated-example/client/index.js';
import { useTable } from '../support/table.js';
import { describeTransactions } from '../support/transactions.js';

const table = useTable(appTable);
let club: FlightClub;

const jane = { userId: 'jane', email: 'jane@example.com', name: 'Jane', roleId: 'pilot' };
const sessionOf = (tenantId: string): SessionLike => ({
  scope: { tenantId, userId: 'jane' },
  client: () => table.client,
});

beforeAll(async () => {
  club = createFlightClub({ client: table.client, tables: { app: table.name } });
  for (const tenantId of ['acme', 'acme-2', 'Acme'])
    await club.member.create({ ...jane, tenantId, name: tenantId }).send();
});

describeTransactions('a tenant id', () => {
  // Each would be read as a key of the tenant `acme`, or of none, if it got into a key.
  it.each([
    '',
    'acme#MEMBER#active',
    'acme#RES#2026-06',
    '#',
    'acme#',
    'a\u0000',
    ' acme',
    'acmé',
    '*',
    '${aws:PrincipalTag/TenantId}',
    'x'.repeat(129),
  ])('%j makes no key, on any way in', async (tenantId) => {
    const key = { tenantId, userId: 'jane' };
    const month = { tenantId, month: '2026-06' };
    expect(() => memberKey.build(key)).toThrow(ValidationFailed);
    expect(() => memberByStatusKey.build({ ...key, status: 'active', joinedAt: new Date(0) })).toThrow(
      ValidationFailed,
    );
    expect(() => reservationKey.build({ tenantId, startsAt: new Date(0), reservationId: 'r' })).toThrow(
      ValidationFailed,
    );
    expect(() => club.member.get(key)).toThrow(ValidationFailed);
    expect(() => club.member.update(key)).toThrow(ValidationFailed);
    expect(() => club.member.delete(key)).toThrow(ValidationFailed);
    expect(() => club.member.check(key)).toThrow(ValidationFailed);
    expect(() => club.member.put({ ...jane, tenantId })).toThrow(ValidationFailed);
    expect(() => club.reservation.query(month).params()).toThrow(ValidationFailed);
    expect(() => club.member.byStatus({ tenantId, status: 'active' }).params()).toThrow(ValidationFailed);
    expect(() => club.clubDirectory({ tenantId }).params()).toThrow(ValidationFailed);
  });

  it('that differs by case, or that another begins with, is another tenant', async () => {
    const names = ['acme', 'acme-2', 'Acme', 'ACME'].map(async (tenantId) =>
      (await club.member.query({ tenantId }).all()).map(({ name }) => name),
    );
    expect(await Promise.all(names)).toEqual([['acme'], ['acme-2'], ['Acme'], []]);
    await club.member.update({ tenantId: 'Acme', userId: 'jane' }).set({ roleId: 'chief' }).send();
    expect((await club.member.get({ tenantId: 'acme', userId: 'jane' }).send())?.roleId).toBe('pilot');
    await club.member.delete({ tenantId: 'Acme', userId: 'jane' }).send();
    expect((await club.member.get({ tenantId: 'acme', userId: 'jane' }).send())?.name).toBe('acme');
  });

  it('of another session is refused before anything is sent', async () => {
    const foreign = { tenantId: 'acme-2', userId: 'jane' };
    const session = sessionOf('acme');
    const attempts = [
      club.member.get(foreign).withClient(session).send(),
      club.member
        .put({ ...jane, tenantId: 'acme-2' })
        .withClient(session)
        .send(),
      club.member.update(foreign).set({ name: 'x' }).withClient(session).send(),
      club.member.delete(foreign).withClient(session).send(),
      club.member.query({ tenantId: 'acme-2' }).withClient(session).all(),
      club.member.clubsOfUser({ userId: 'ravi' }).withClient(session).all(),
      batchGet(club.member.get({ tenantId: 'acme', userId: 'jane' }), club.member.get(foreign))
        .withClient(session)
        .send(),
      transactWrite(
        club.member.check({ tenantId: 'acme', userId: 'jane' }).where((m) => m.name.exists()),
        club.member.delete(foreign),
      )
        .withClient(session)
        .send(),
    ];
    for (const attempt of attempts) await expect(attempt).rejects.toThrow(ScopeViolation);
    expect((await club.member.get(foreign).send())?.name).toBe('acme-2');
  });

  it('cannot be named on a bound accessor, and what is written there is the session’s', async () => {
    const mine = club.forSession(sessionOf('acme'));
    // @ts-expect-error the tenant is the session's
    expect(() => mine.member.get({ tenantId: 'acme-2', userId: 'jane' })).toThrow(ScopeViolation);
    const { tenantId } = await mine.role.create({ name: 'Guest', actions: ['read'] }).send();
    expect(tenantId).toBe('acme');
    expect((await mine.member.clubsOfUser().all()).map((found) => found.tenantId)).toEqual(['acme', 'acme-2']);
  });

  it('in an index attribute of a foreign item is not believed', async () => {
    // An adversary can write an item into its own partition whose index key is another tenant's.
    const planted = {
      ...memberKey.build({ tenantId: 'evil', userId: 'jane' }),
      ...memberByStatusKey.build({ tenantId: 'acme', status: 'suspended', joinedAt: new Date(0), userId: 'jane' }),
    };
    const strings = {
      ...planted,
      tenantId: 'acme',
      ...jane,
      status: 'suspended',
      joinedAt: '1970-01-01T00:00:00.000Z',
      _type: 'Member',
    };
    const Item = Object.fromEntries(Object.entries(strings).map(([name, S]) => [name, { S }]));
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    await expect(club.member.byStatus({ tenantId: 'acme', status: 'suspended' }).all()).rejects.toThrow(ScopeViolation);
  });
});

describeTransactions('withClient', () => {
  it('takes a document client, and never touches the request it is called on', async () => {
    const documents = DynamoDBDocumentClient.from(table.client);
    const request = createFlightClub({ tables: { app: table.name } }).member.get({ tenantId: 'acme', userId: 'jane' });
    expect((await request.withClient(documents).send())?.name).toBe('acme');
    await expect(request.withClient(sessionOf('acme-2')).send()).rejects.toThrow(ScopeViolation);
    expect((await request.withClient(sessionOf('acme')).send())?.name).toBe('acme');
    await expect(request.send()).rejects.toThrow(/has no client/);
  });
});
