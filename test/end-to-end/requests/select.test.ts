import { ConditionFailed, RequestRefused, ValidationFailed } from '@tenantry/runtime';
import {
  createAccessor,
  createService,
  integer,
  type NumberAttribute,
  type PutRequest,
  string,
  type UpdateRequest,
} from '@tenantry/runtime/codegen-v1';
import { beforeAll, expect, it } from 'vitest';
import { appTable, batchGet } from '../../../generated-example/client/index.js';
import { useFlightClub } from '../../support/flight-club.js';
import { describeTransactions } from '../../support/transactions.js';

interface Counter {
  readonly id: string;
  readonly count?: number;
}

const used = useFlightClub();
const key = { tenantId: 'acme', userId: 'jane' };
const address = { street: 'Main 1', city: 'Bern', postcode: '3000', country: 'CH' };
const plane = { tenantId: 'acme', aircraftId: 'a1' };
const guard = { roleId: 'chief' };

beforeAll(async () => {
  const { club } = used;
  await club.club.create({ tenantId: 'acme', name: 'Acme', address }).send();
  await club.member
    .create({
      ...{ ...key, email: 'jane@example.com', name: 'Jane', roleId: 'pilot', status: 'active' },
      ratings: ['a', 'b', 'c'].map((kind) => ({ kind, expires: '2027-01-01' })),
    })
    .send();
  await club.role.create({ tenantId: 'acme', ...guard, name: 'Chief', actions: ['aircraft:write'] }).send();
  const specs = { engine: { power: 100, parts: ['x', 'y'] } };
  await club.aircraft
    .create({ ...plane, registration: 'D-1', hours: 3, specs })
    .guard(guard)
    .send();
});

describeTransactions('select', () => {
  it('narrows to attributes, fields of maps and elements of lists', async () => {
    const club = await used.club.club.get({ tenantId: 'acme' }).select('name', 'address.city').send();
    expect(club).toEqual({ name: 'Acme', address: { city: 'Bern' } });
    const member = await used.club.member.get(key).select('ratings[2].kind', 'ratings[0].kind').send();
    expect(member).toEqual({ ratings: [{ kind: 'a' }, { kind: 'c' }] });
    expect(member?.ratings?.[0]?.kind).toBe('a');
    const whole = await used.club.member.get(key).select('ratings[1]').send();
    expect(whole).toEqual({ ratings: [{ kind: 'b', expires: '2027-01-01' }] });
    const none = await used.club.member.get(key).select('ratings[7]').send();
    expect(none).toEqual({});
    const specs = await used.club.aircraft.get(plane).select('specs.engine.parts[1]').send();
    expect(specs).toEqual({ specs: { engine: { parts: ['y'] } } });
  });

  it('narrows queries and batches, per entry', async () => {
    const members = await used.club.member.query({ tenantId: 'acme' }).select('name', 'ratings[0].expires').all();
    expect(members).toEqual([{ name: 'Jane', ratings: [{ expires: '2027-01-01' }] }]);
    const [club, member] = await batchGet(
      used.club.club.get({ tenantId: 'acme' }).select('address.country'),
      used.club.member.get(key).select('email'),
    ).send();
    expect(club?.address?.country).toBe('CH');
    expect(member).toEqual({ email: 'jane@example.com' });
  });

  it('refuses what is not an attribute', () => {
    const get = used.club.member.get(key) as unknown as { select(...paths: string[]): unknown };
    for (const path of ['nickname', 'ratings[x]', 'ratings[-1]', 'email.city', 'ratings.kind', '', 'a..b'])
      expect(() => get.select(path)).toThrow(RequestRefused);
  });
});

describeTransactions('limits of sums', () => {
  it('are conditions of the write', async () => {
    const { aircraft } = used.club;
    await aircraft.update(plane).subtract({ hours: 3 }).guard(guard).send();
    const below = aircraft.update(plane).subtract({ hours: 1 }).guard(guard);
    // The hours stand in an index key, so they are read first and the sum is known before it is sent.
    await expect(below.send()).rejects.toThrow(ValidationFailed);
    await aircraft.update(plane).add({ hours: 4 }).guard(guard).send();
    expect((await aircraft.get(plane).send())?.hours).toBe(4);
  });

  it('hold where nothing is read first', async () => {
    const counters = createAccessor<{
      create(item: object): PutRequest<object, object>;
      update(key: object): UpdateRequest<Counter, object, { readonly count: NumberAttribute }>;
    }>(createService({ client: used.table.client, tables: { app: used.table.name } }), {
      name: 'Counter',
      table: appTable,
      scope: undefined,
      key: { partition: 'COUNTER#{id}', sort: 'COUNTER' },
      indexes: {},
      attributes: () => ({ id: { type: string() }, count: { type: integer({ min: 0, max: 10 }), optional: true } }),
    });
    await counters.create({ id: 'a' }).send();
    const counter = () => counters.update({ id: 'a' });
    await expect(counter().subtract({ count: 1 }).send()).rejects.toThrow(ConditionFailed);
    await expect(counter().add({ count: 11 }).send()).rejects.toThrow(ConditionFailed);
    await counter().add({ count: 10 }).send();
    await expect(counter().add({ count: 1 }).send()).rejects.toThrow(ConditionFailed);
    await counter().subtract({ count: 10 }).send();
    await expect(counter().subtract({ count: 1 }).send()).rejects.toThrow(ConditionFailed);
  });
});

describeTransactions('filters of a collection', () => {
  const directory = () => used.club.clubDirectory({ tenantId: 'acme' });

  it('stand for all entities that have the name', async () => {
    const named = await directory()
      .filter((item) => item.name.beginsWith('J'))
      .all();
    expect(named.map(({ _type }) => _type)).toEqual(['Member']);
    const active = await directory()
      .filter((item) => item.status.eq('active'))
      .all();
    expect(active.map(({ _type }) => _type)).toEqual(['Member']);
    const worthy = await directory()
      .filter((item) => item.status.eq('airworthy'))
      .all();
    expect(worthy.map(({ _type }) => _type)).toEqual(['Aircraft']);
    const bare = await directory()
      .filter((item) => item.status.notExists())
      .all();
    expect(bare.map(({ _type }) => _type).sort()).toEqual(['Club', 'Role']);
    const filter = directory().filter as unknown as (where: (item: never) => unknown) => unknown;
    expect(() =>
      filter.call(directory(), (item: { status: { eq(value: string): unknown } }) => item.status.eq('gone')),
    ).toThrow(/is none of/);
  });
});
