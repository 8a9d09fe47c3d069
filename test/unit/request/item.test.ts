import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ConditionFailed, DecodeFailed, RequestRefused, ValidationFailed } from '@tenantry/runtime';
import { beforeAll, expect, it } from 'vitest';
import { appTable, createFlightClub, type FlightClub } from '../../cases/flying-club/expected/client/index.js';
import { useTable } from '../../support/table.js';
import { describeTransactions } from '../../support/transactions.js';

const table = useTable(appTable);
let club: FlightClub;
beforeAll(() => {
  club = createFlightClub({ client: table.client, tables: { app: table.name } });
});

const jane = { tenantId: 'acme', userId: 'jane', email: 'jane@example.com', name: 'Jane', roleId: 'pilot' };
const rawKey = { pk: { S: 'TENANT#acme' }, sk: { S: 'USER#jane' } };
const raw = async (key: { pk: { S: string }; sk: { S: string } } = rawKey) =>
  (await table.client.send(new GetItemCommand({ TableName: table.name, Key: key, ConsistentRead: true }))).Item;

describeTransactions('create, get, put', () => {
  it('writes defaults, generated attributes, keys, index keys and the type attribute', async () => {
    const joinedAt = new Date('2026-06-01T09:30:00Z');
    const created = await club.member.create({ ...jane, joinedAt, tags: ['b', 'a'] }).send();
    expect(created).toEqual({
      ...jane,
      joinedAt: '2026-06-01T09:30:00.000Z',
      status: 'invited',
      tags: new Set(['a', 'b']),
    });
    expect(await raw()).toMatchObject({
      ...rawKey,
      _type: { S: 'Member' },
      gsi1pk: { S: 'USER#jane' },
      gsi1sk: { S: 'TENANT#acme' },
      gsi2pk: { S: 'TENANT#acme#MEMBER#invited' },
      gsi2sk: { S: '2026-06-01T09:30:00.000Z#jane' },
    });
    expect(await club.member.get({ tenantId: 'acme', userId: 'jane' }).send()).toEqual(created);
    expect(Object.keys(created)).not.toContain('ratings');
  });

  it('refuses to create what exists, and gives the old item when asked', async () => {
    const failed = club.member
      .create({ ...jane, name: 'Other' })
      .returnOldOnFailure()
      .send();
    await expect(failed).rejects.toBeInstanceOf(ConditionFailed);
    await expect(failed).rejects.toMatchObject({ code: 'ConditionFailed', item: { name: 'Jane' } });
  });

  it('gives undefined for no item, and the old one from put', async () => {
    expect(await club.member.get({ tenantId: 'acme', userId: 'nobody' }).send()).toBeUndefined();
    const before = await club.member
      .put({ ...jane, name: 'Jane II' })
      .returning('old')
      .send();
    expect(before?.name).toBe('Jane');
    await expect(
      club.member
        .put(jane)
        .where((m) => m.userId.notExists())
        .send(),
    ).rejects.toBeInstanceOf(ConditionFailed);
  });

  it('settles ids when the request is made', async () => {
    const request = club.club.create({ name: 'Aero' });
    const first = await request.send();
    expect(first.tenantId).toMatch(/^[0-9A-Z]{26}$/);
    await expect(request.send()).rejects.toBeInstanceOf(ConditionFailed);
  });

  it('tells every problem at once', () => {
    const bad = { tenantId: 'ac#me', userId: '', email: 'x', name: 5, surname: 'y' };
    const error = (() => {
      try {
        club.member.create(bad as never);
      } catch (caught) {
        return caught;
      }
      return undefined;
    })();
    expect(error).toBeInstanceOf(ValidationFailed);
    const paths = (error as ValidationFailed).problems.map(({ path }) => path);
    expect(paths.sort()).toEqual(['email', 'name', 'roleId', 'surname', 'tenantId', 'userId']);
  });

  it('selects, also inside of maps', async () => {
    const address = { city: 'Bern', country: 'CH', postcode: '3000', street: 'Gasse 1' };
    await club.club.put({ tenantId: 'sel', name: 'Sel', address }).send();
    const some = await club.club.get({ tenantId: 'sel' }).select('name', 'address.city').send();
    expect(some).toEqual({ name: 'Sel', address: { city: 'Bern' } });
  });

  it('sends through a document client, and through none', async () => {
    const through = DynamoDBDocumentClient.from(table.client);
    const found = await club.member.get({ tenantId: 'acme', userId: 'jane' }).withClient(through).send();
    expect(found).toMatchObject({ userId: 'jane' });
    expect(found?.tags).toBeUndefined();
    const without = createFlightClub({ tables: { app: table.name } });
    await expect(without.member.get({ tenantId: 'acme', userId: 'jane' }).send()).rejects.toBeInstanceOf(
      RequestRefused,
    );
  });

  it('names an item that does not decode', async () => {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: { pk: { S: 'TENANT#odd' }, sk: { S: 'USER#x' }, _type: { S: 'Alien' } },
      }),
    );
    const error = club.member.get({ tenantId: 'odd', userId: 'x' }).send();
    await expect(error).rejects.toBeInstanceOf(DecodeFailed);
    await expect(error).rejects.toThrow('{"pk":"TENANT#odd","sk":"USER#x"}: _type is "Alien", not "Member"');
  });

  it('names the place inside of an attribute that does not decode', async () => {
    await club.member
      .put({ ...jane, tenantId: 'odd', userId: 'y', ratings: [{ kind: 'IR', expires: '2027-01-01' }] })
      .send();
    const stored = await raw({ pk: { S: 'TENANT#odd' }, sk: { S: 'USER#y' } });
    const ratings = { L: [...(stored?.ratings?.L ?? []), { M: { kind: { S: 'CPL' }, expires: { S: 'soon' } } }] };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: { ...stored, ratings } }));
    await expect(club.member.get({ tenantId: 'odd', userId: 'y' }).send()).rejects.toThrow('ratings[1].expires is');
  });
});

describeTransactions('update', () => {
  it('never creates', async () => {
    await expect(
      club.member.update({ tenantId: 'acme', userId: 'ghost' }).set({ name: 'G' }).send(),
    ).rejects.toBeInstanceOf(ConditionFailed);
    expect(await raw({ pk: { S: 'TENANT#acme' }, sk: { S: 'USER#ghost' } })).toBeUndefined();
  });

  it('recomputes the index keys that a patch touches', async () => {
    await club.member.put({ ...jane, joinedAt: '2026-06-01T00:00:00Z' }).send();
    const changed = await club.member
      .update({ tenantId: 'acme', userId: 'jane' })
      .set({ status: 'active', name: 'J' })
      .returning('new')
      .send();
    expect(changed).toMatchObject({ status: 'active', name: 'J' });
    expect(await raw()).toMatchObject({
      gsi2pk: { S: 'TENANT#acme#MEMBER#active' },
      gsi2sk: { S: '2026-06-01T00:00:00.000Z#jane' },
    });
  });

  it('reads a sibling that an index key needs', async () => {
    const { aircraftId } = await club.aircraft.create({ tenantId: 'acme', registration: 'HB-ABC', hours: 7 }).send();
    await club.aircraft.update({ tenantId: 'acme', aircraftId }).set({ status: 'retired' }).send();
    const key = { pk: { S: 'TENANT#acme' }, sk: { S: `AIRCRAFT#${aircraftId}` } };
    expect(await raw(key)).toMatchObject({ lsi1sk: { S: 'AIRCRAFT#retired#00000007' } });
  });

  it('reads what an index key is made of when a number is added', async () => {
    const { aircraftId } = await club.aircraft.create({ tenantId: 'acme', registration: 'HB-ADD', hours: 5 }).send();
    const key = { tenantId: 'acme', aircraftId };
    await Promise.all([1, 2, 3, 4].map(() => club.aircraft.update(key).add({ hours: 2 }).send()));
    expect(await club.aircraft.get(key).send()).toMatchObject({ hours: 13 });
    expect(await raw({ pk: { S: 'TENANT#acme' }, sk: { S: `AIRCRAFT#${aircraftId}` } })).toMatchObject({
      lsi1sk: { S: 'AIRCRAFT#airworthy#00000013' },
    });
    const failed = club.aircraft
      .update(key)
      .add({ hours: 2 })
      .where((m) => m.status.eq('retired'))
      .send();
    await expect(failed).rejects.toBeInstanceOf(ConditionFailed);
    await expect(club.aircraft.update(key).subtract({ hours: 20 }).send()).rejects.toBeInstanceOf(ValidationFailed);
    await expect(
      club.aircraft
        .update({ ...key, aircraftId: 'none' })
        .add({ hours: 2 })
        .send(),
    ).rejects.toBeInstanceOf(ConditionFailed);
  });

  it('changes sets, lists, nested places and optional attributes', async () => {
    const key = { tenantId: 'acme', userId: 'upd' };
    await club.member.put({ ...jane, ...key, tags: ['a'], ratings: [{ kind: 'PPL', expires: '2027-01-01' }] }).send();
    const after = await club.member
      .update(key)
      .addToSet({ tags: ['b', 'c'] })
      .append({ ratings: [{ kind: 'IR', expires: '2027-02-01' }] })
      .setIfNotExists({ name: 'Other' })
      .returning('new')
      .send();
    expect(after.tags).toEqual(new Set(['a', 'b', 'c']));
    expect(after.ratings?.map(({ kind }) => kind)).toEqual(['PPL', 'IR']);
    expect(after.name).toBe('Jane');
    const next = await club.member
      .update(key)
      .set((m) => m.ratings.at(1).kind, 'IFR')
      .deleteFromSet({ tags: ['a', 'b', 'c'] })
      .returning('new')
      .send();
    expect(next.ratings?.[1]?.kind).toBe('IFR');
    expect(next).not.toHaveProperty('tags');
    const last = await club.member.update(key).remove('ratings').returning('updated-old').send();
    expect(last).toEqual({ ratings: next.ratings });
  });

  it('sets the time of an update', async () => {
    const { tenantId, updatedAt } = await club.club.create({ name: 'Time', updatedAt: '2020-01-01T00:00:00Z' }).send();
    const after = await club.club
      .update({ tenantId })
      .set((m) => m.address.city, 'Bern')
      .where((m) => m.address.exists())
      .send()
      .catch((e) => e);
    expect(after).toBeInstanceOf(ConditionFailed);
    const changed = await club.club.update({ tenantId }).set({ name: 'T' }).returning('new').send();
    expect(changed.updatedAt > updatedAt).toBe(true);
  });

  it('refuses keys, readonly attributes, undefined and removal of what is required', () => {
    const update = club.member.update({ tenantId: 'acme', userId: 'jane' });
    expect(() => update.set({ userId: 'x' } as never)).toThrow('part of the primary key');
    expect(() => update.set({ joinedAt: '2026-01-01' } as never)).toThrow('readonly');
    expect(() => update.set({ name: undefined } as never)).toThrow('say remove()');
    expect(() => update.remove('name' as never)).toThrow('not optional');
    expect(() => update.set({ tags: [] })).toThrow('empty set');
  });
});

describeTransactions('delete', () => {
  it('deletes under a condition', async () => {
    const key = { tenantId: 'acme', userId: 'del' };
    await club.member.put({ ...jane, ...key }).send();
    await expect(
      club.member
        .delete(key)
        .where((m) => m.status.eq('suspended'))
        .send(),
    ).rejects.toBeInstanceOf(ConditionFailed);
    expect(await club.member.delete(key).returning('old').send()).toMatchObject({ userId: 'del' });
    expect(await club.member.delete(key).send()).toBeUndefined();
    await expect(
      club.member
        .delete(key)
        .where((m) => m.status.ne('active'))
        .send(),
    ).rejects.toBeInstanceOf(ConditionFailed);
  });
});
