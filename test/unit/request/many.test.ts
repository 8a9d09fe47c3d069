import {
  batchGet,
  batchWrite,
  ConditionFailed,
  RequestRefused,
  ScopeViolation,
  TransactionCanceled,
  transactGet,
  transactWrite,
} from '@tenantry/runtime';
import { beforeAll, expect, it } from 'vitest';
import {
  type Aircraft,
  appTable,
  createFlightClub,
  type FlightClub,
} from '../../cases/flying-club/expected/client/index.js';
import { useTable } from '../../support/table.js';
import { describeTransactions } from '../../support/transactions.js';

const table = useTable(appTable);
let club: FlightClub;
beforeAll(() => {
  club = createFlightClub({ client: table.client, tables: { app: table.name } });
});

const tenantId = 'acme';
const aircraft = (n: number) => ({ tenantId, aircraftId: `a${n}`, registration: 'HB-ABC', hours: n });
const member = (userId: string) => ({ tenantId, userId, email: 'm@x.org', name: userId, roleId: 'r' });

describeTransactions('batches', () => {
  it('write and read more than a chunk, in order, keys named twice once', async () => {
    const all = Array.from({ length: 130 }, (_, n) => aircraft(n));
    await batchWrite(...all.map((each) => club.aircraft.put(each))).send();
    const gets = [...all, aircraft(7), aircraft(999)].map(({ aircraftId }) =>
      club.aircraft.get({ tenantId, aircraftId }),
    );
    const found: (Aircraft | undefined)[] = await batchGet(...gets).send();
    expect(found.slice(0, 131).map((each) => each?.hours)).toEqual([...all.map(({ hours }) => hours), 7]);
    expect(found[131]).toBeUndefined();
    expect(batchGet(...gets).params()).toHaveLength(2);
  });

  it('type and project each entry', async () => {
    await batchWrite(club.member.put(member('one'))).send();
    const [a, m, again] = await batchGet(
      club.aircraft.get({ tenantId, aircraftId: 'a3' }),
      club.member.get({ tenantId, userId: 'one' }),
      club.aircraft.get({ tenantId, aircraftId: 'a3' }).select('hours'),
    ).send();
    expect([a?.registration, m?.name, again]).toEqual(['HB-ABC', 'one', { hours: 3 }]);
  });

  it('take the last of several entries for an item, and no conditions', async () => {
    const key = { tenantId, userId: 'last' };
    await batchWrite(
      club.member.put(member('last')),
      club.member.delete(key),
      club.member.put({ ...member('last'), name: 'L' }),
    ).send();
    expect(await club.member.get(key).send()).toMatchObject({ name: 'L' });
    expect(() => batchWrite(club.member.create(member('x')))).toThrow('use transactWrite');
    expect(() => batchWrite(club.member.delete(key).where((m) => m.name.exists()))).toThrow(RequestRefused);
  });
});

describeTransactions('transactions', () => {
  it('write all or none, and name what stood in the way', async () => {
    await club.role.put({ tenantId, roleId: 'w', name: 'W', actions: ['aircraft:write'] }).send();
    const guarded = (action: string) =>
      transactWrite(
        club.aircraft.put(aircraft(200)),
        club.aircraft.update({ tenantId, aircraftId: 'a3' }).add({ hours: 2 }),
        club.role
          .check({ tenantId, roleId: 'w' })
          .where((r) => r.actions.contains(action))
          .returnOldOnFailure(),
        club.member.delete({ tenantId, userId: 'one' }),
      );
    const failed = await guarded('club:write')
      .send()
      .catch((error) => error);
    expect(failed).toBeInstanceOf(TransactionCanceled);
    expect(failed.reasons).toMatchObject([
      { index: 2, entity: 'Role', operation: 'check', reason: 'ConditionalCheckFailed', item: { roleId: 'w' } },
    ]);
    expect(await club.aircraft.get({ tenantId, aircraftId: 'a200' }).send()).toBeUndefined();
    await guarded('aircraft:write').send();
    const [a, b, gone] = await transactGet(
      club.aircraft.get({ tenantId, aircraftId: 'a200' }),
      club.aircraft.get({ tenantId, aircraftId: 'a3' }).select('hours'),
      club.member.get({ tenantId, userId: 'one' }),
    ).send();
    expect([a?.hours, b, gone]).toEqual([200, { hours: 5 }, undefined]);
    expect(await club.aircraft.byHours({ tenantId }).eq({ status: 'airworthy', hours: 5 }).all()).toHaveLength(2);
  });

  it('try again when a value that an index key is made of changed meanwhile', async () => {
    const key = { tenantId, aircraftId: 'a50' };
    await Promise.all([1, 2, 3].map(() => transactWrite(club.aircraft.update(key).add({ hours: 1 })).send()));
    expect(await club.aircraft.get(key).send()).toMatchObject({ hours: 53 });
    const ghost = transactWrite(club.aircraft.update({ tenantId, aircraftId: 'ghost' }).add({ hours: 1 })).send();
    const reason = { index: 0, reason: 'ConditionalCheckFailed', error: expect.any(ConditionFailed) };
    await expect(ghost).rejects.toMatchObject({ code: 'TransactionCanceled', reasons: [reason] });
  });

  it('refuse an item named twice and too many entries', () => {
    const key = { tenantId, userId: 'one' };
    expect(() => transactWrite(club.member.put(member('one')), club.member.delete(key))).toThrow('same item');
    const many = Array.from({ length: 101 }, (_, n) => club.aircraft.put(aircraft(n)));
    expect(() => transactWrite(...many)).toThrow('up to 100');
  });
});

describeTransactions('clients', () => {
  const session = (scope: { [parameter: string]: string }) => ({ scope, client: () => table.client });
  const key = { tenantId, aircraftId: 'a1' };

  it('of parts must be the same', async () => {
    const [a, b] = [session({ tenantId }), session({ tenantId })];
    const get = club.aircraft.get(key);
    // The types refuse parts with a client of their own.
    const as = (client: ReturnType<typeof session>) => get.withClient(client) as unknown as typeof get;
    expect(() => batchGet(as(a), as(b))).toThrow('different clients');
    await expect(batchGet(as(a)).withClient(b).send()).rejects.toThrow('different clients');
    expect(await batchGet(as(a), get).send()).toHaveLength(2);
  });

  it('that are sessions reach their scope alone, before anything is sent', async () => {
    const mine = session({ tenantId, userId: 'jane' });
    const theirs = session({ tenantId: 'evil', userId: 'jane' });
    const requests = [
      club.aircraft.get(key),
      club.aircraft.put(aircraft(1)),
      club.aircraft.update(key).set({ registration: 'HB-NEW' }),
      club.aircraft.delete({ tenantId, aircraftId: 'none' }),
      batchGet(club.aircraft.get(key)),
      batchWrite(club.aircraft.put(aircraft(1))),
      transactGet(club.aircraft.get(key)),
      transactWrite(club.aircraft.put(aircraft(1))),
    ];
    for (const request of requests) {
      await expect(request.withClient(theirs).send()).rejects.toBeInstanceOf(ScopeViolation);
      await request.withClient(mine).send();
    }
    await expect(club.member.byStatus({ tenantId, status: 'active' }).withClient(theirs).all()).rejects.toBeInstanceOf(
      ScopeViolation,
    );
    await expect(club.clubDirectory({ tenantId }).withClient(theirs).all()).rejects.toBeInstanceOf(ScopeViolation);
    expect(await club.member.clubsOfUser({ userId: 'jane' }).withClient(theirs).all()).toEqual([]);
    await expect(club.member.clubsOfUser({ userId: 'ann' }).withClient(theirs).all()).rejects.toBeInstanceOf(
      ScopeViolation,
    );
    await expect(club.aircraft.get(key).withClient(session({})).send()).rejects.toThrow('has no tenantId');
  });

  it('may read public scopes, and not write them', async () => {
    const airport = { country: 'CH', icao: 'LSZB', name: 'Bern', elevation: 510 };
    await club.airport.put(airport).send();
    const any = session({ tenantId: 'evil' });
    expect(await club.airport.get({ country: 'CH', icao: 'LSZB' }).withClient(any).send()).toEqual(airport);
    expect(await club.airport.query({ country: 'CH' }).withClient(any).all()).toEqual([airport]);
    await expect(club.airport.put(airport).withClient(any).send()).rejects.toBeInstanceOf(ScopeViolation);
  });

  it('are swapped without a trace', async () => {
    const base = club.aircraft.get(key);
    base.withClient(session({ tenantId: 'evil' }));
    expect(await base.send()).toMatchObject(key);
  });
});

describeTransactions('params and events', () => {
  it('alias every name and bind every value', () => {
    const input = club.member
      .update({ tenantId, userId: 'jane' })
      .set({ name: 'J', roleId: 'pilot' })
      .where((m, { and, or, not }) =>
        and(m.status.in('invited', 'suspended'), or(m.tags.size().gt(2), not(m.name.beginsWith('X')))),
      )
      .params();
    expect(input.UpdateExpression).toBe('SET #n0 = :v0, #n1 = :v1');
    expect(input.ConditionExpression).toBe(
      '(attribute_exists(#n2)) AND ((#n3 IN (:v2, :v3)) AND ((size(#n4) > :v4) OR (NOT (begins_with(#n0, :v5)))))',
    );
    expect(input.ExpressionAttributeNames).toEqual({
      '#n0': 'name',
      '#n1': 'roleId',
      '#n2': 'pk',
      '#n3': 'status',
      '#n4': 'tags',
    });
  });

  it('tell of each call', async () => {
    const events: unknown[] = [];
    const heard = createFlightClub({
      client: table.client,
      tables: { app: table.name },
      onRequest: (event) => events.push(event),
    });
    await heard.aircraft.get({ tenantId, aircraftId: 'a1' }).returnCapacity().send();
    await heard.aircraft
      .create(aircraft(1))
      .send()
      .catch(() => {});
    expect(events).toMatchObject([
      {
        entities: ['Aircraft'],
        accessPattern: 'primary',
        operation: 'get',
        scope: { tenantId },
        attempts: 1,
        capacity: [{ CapacityUnits: 0.5 }],
      },
      { operation: 'create', error: { code: 'ConditionFailed' } },
    ]);
  });
});
