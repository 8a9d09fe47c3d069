import { type AttributeValue, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DecodeFailed, type OnInvalid, TenantryError, withChildren } from '@tenantry/runtime';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  batchGet,
  batchWrite,
  createFlightClub,
  decodeStreamRecord,
  flightEventKey,
  transactGet,
} from '../../../generated-example/client/index.js';
import {
  createInvoiceManager,
  type InvoiceManager,
  invoicesTable,
} from '../../cases/invoice-manager/expected/client/index.js';
import { useFlightClub } from '../../support/flight-club.js';
import { useTable } from '../../support/table.js';
import { itTransacts } from '../../support/transactions.js';

type Stored = { [name: string]: AttributeValue };
const used = useFlightClub();
const invoices = useTable(invoicesTable, 'test/cases/invoice-manager/schema.tenantry.yaml');
const tenantId = 'acme';
const ids = ['r1', 'r2', 'r3', 'r4', 'r5'];
const roleKey = (roleId: string) => ({ tenantId, roleId });

const store = (table: { client: typeof used.table.client; name: string }, item: Stored) =>
  table.client.send(new PutItemCommand({ TableName: table.name, Item: item }));

/** Damages of an item, whoever wrote it. */
const damages: { readonly [kind: string]: (item: Stored) => Stored } = {
  'a value of another type': (item) => ({ ...item, name: { N: '1' } }),
  'a required attribute missing': ({ name: _, ...item }) => item,
  'the type attribute missing': ({ _type: _, ...item }) => item,
  'the type attribute spelled otherwise': (item) => ({ ...item, _type: { S: 'role' } }),
};

const roleItem = (roleId: string): Stored => ({
  ...{ pk: { S: `TENANT#${tenantId}` }, sk: { S: `ROLE#${roleId}` }, _type: { S: 'Role' } },
  ...{ tenantId: { S: tenantId }, roleId: { S: roleId }, name: { S: roleId }, actions: { SS: ['fly'] } },
});

beforeAll(async () => {
  for (const id of ids) await store(used.table, roleItem(id));
});
afterEach(() => store(used.table, roleItem('r3')));

describe.each(Object.entries(damages))('one of five items has %s', (_, damage) => {
  const raw = damage(roleItem('r3'));
  const roles = () => used.club.role.query({ tenantId });
  const others = ['r1', 'r2', 'r4', 'r5'];

  it.each([1, 2, 5])('pages of %i go on behind it, and lose nothing', async (limit) => {
    await store(used.table, raw);
    const found: unknown[] = [];
    const failed: DecodeFailed[] = [];
    let cursor: string | undefined;
    do {
      const page: { readonly items?: readonly unknown[] | undefined; readonly cursor?: string | undefined } =
        await roles()
          .limit(limit)
          .page(cursor)
          .catch((error: DecodeFailed) => {
            failed.push(error);
            return error;
          });
      found.push(...(page.items ?? []));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(found.map((role) => (role as { roleId: string }).roleId)).toEqual(others);
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({ code: 'DecodeFailed', entity: 'Role', written: false, raw });
    expect(Object.keys(failed[0] ?? {})).not.toContain('raw');
    expect(JSON.stringify(failed[0])).not.toContain('fly');
  });

  it('all and for await give what stands before it, and the cursor behind it', async () => {
    await store(used.table, raw);
    const error: DecodeFailed = await roles()
      .all()
      .catch((e) => e);
    expect(error.items).toMatchObject([{ roleId: 'r1' }, { roleId: 'r2' }]);
    expect((await roles().page(error.cursor)).items).toMatchObject([{ roleId: 'r4' }, { roleId: 'r5' }]);
    const seen: string[] = [];
    const reading = async () => {
      for await (const role of roles()) seen.push(role.roleId);
    };
    await expect(reading()).rejects.toMatchObject({ cursor: error.cursor });
    expect(seen).toEqual(['r1', 'r2']);
  });

  it('onInvalid leaves it out, hears of it, or puts another in its place', async () => {
    await store(used.table, raw);
    const heard: unknown[] = [];
    const idsOf = async (choice: OnInvalid<{ readonly roleId: string }>) =>
      (
        await roles()
          .onInvalid(choice as never)
          .limit(5)
          .all()
      ).map(({ roleId }) => roleId);
    expect(await idsOf('skip')).toEqual(others);
    expect(await idsOf((item, error) => void heard.push(item, error.code))).toEqual(others);
    expect(heard).toEqual([raw, 'DecodeFailed']);
    expect(await idsOf(() => ({ roleId: 'fixed' }))).toEqual(['r1', 'r2', 'fixed', 'r4', 'r5']);
    await expect(idsOf('throw')).rejects.toThrow(DecodeFailed);
    const quiet = createFlightClub({
      client: used.table.client,
      tables: { app: used.table.name },
      onInvalid: (item) => void heard.push(item),
    });
    expect((await quiet.role.query({ tenantId }).all()).map(({ roleId }) => roleId)).toEqual(others);
    expect(heard.at(-1)).toEqual(raw);
    await expect(quiet.role.query({ tenantId }).onInvalid('throw').all()).rejects.toThrow(DecodeFailed);
    await expect(quiet.role.get(roleKey('r3')).send()).rejects.toThrow(DecodeFailed);
  });

  itTransacts('batches and transactions keep the places', async () => {
    await store(used.table, raw);
    const gets = ids.map((id) => used.club.role.get(roleKey(id)));
    for (const many of [batchGet(...gets), transactGet(...gets)]) {
      const found = await many.onInvalid('skip').send();
      expect(found.map((role) => role?.roleId)).toEqual(['r1', 'r2', undefined, 'r4', 'r5']);
      await expect(many.send()).rejects.toMatchObject({ code: 'DecodeFailed', raw });
    }
  });

  it('a stream record of it is no poison', () => {
    const record = { eventName: 'INSERT', dynamodb: { Keys: { pk: raw.pk, sk: raw.sk }, NewImage: raw } };
    expect(() => decodeStreamRecord(record)).toThrow(DecodeFailed);
    expect(decodeStreamRecord(record, { onInvalid: 'skip' })).toBeUndefined();
    const heard: unknown[] = [];
    decodeStreamRecord(record, { onInvalid: (item, error) => void heard.push(item, error.code) });
    expect(heard).toEqual([raw, 'DecodeFailed']);
  });

  it('a get hands it over in the error', async () => {
    await store(used.table, raw);
    await expect(used.club.role.get(roleKey('r3')).send()).rejects.toMatchObject({ raw, cursor: undefined });
  });
});

describe('items among which others lie', () => {
  const customer = { tenantId, customerId: 'c' };
  const pk = { S: `TENANT#${tenantId}#CUSTOMER#c` };
  let service: InvoiceManager;
  beforeAll(async () => {
    service = createInvoiceManager({ client: invoices.client, tables: { invoices: invoices.name } });
    await batchWrite(
      service.invoice.put({ ...customer, invoiceNumber: '1', date: '2026-01-31T00:00:00Z' }),
      service.invoice.put({ ...customer, invoiceNumber: '2', date: '2026-01-31T00:00:00Z' }),
      service.invoiceLine.put({
        ...{ ...customer, invoiceNumber: '1', lineNumber: 1 },
        ...{ description: 'x', quantity: 1, unitPrice: 1 },
      }),
    ).send();
  });

  it.each([{}, { _type: { S: 'invoice' } }])('an item of the key form with type %j does not vanish', async (type) => {
    const item = { pk, sk: { S: 'INVOICE#15' }, tenantId: { S: tenantId }, ...type };
    await store(invoices, item);
    const own = service.invoice.query(customer);
    await expect(own.all()).rejects.toMatchObject({ code: 'DecodeFailed', raw: item });
    for (const read of [own.select('status'), own.reverse(), own.limit(2), own.filter((i) => i.tenantId.exists())])
      await expect(read.all()).rejects.toMatchObject({ code: 'DecodeFailed' });
    await expect(service.invoice.get({ ...customer, invoiceNumber: '15' }).send()).rejects.toThrow(DecodeFailed);
    expect(await own.count()).toBe(3);
    expect(await own.onInvalid('skip').all()).toHaveLength(2);
    // A line is no invoice, whatever it lacks: its own query names it.
    expect(await service.invoiceLine.query(customer).all()).toHaveLength(1);
    const children = withChildren(own, { lines: service.invoiceLine.query(customer) });
    await expect(children.all()).rejects.toThrow(DecodeFailed);
    expect((await children.onInvalid('skip').all()).map(({ lines }) => lines.length)).toEqual([1, 0]);
    await expect(service.customerFile(customer).all()).rejects.toThrow(DecodeFailed);
    expect(await service.customerFile(customer).onInvalid('skip').all()).toHaveLength(3);
    await invoices.client.send(new DeleteItemCommand({ TableName: invoices.name, Key: { pk, sk: item.sk } }));
  });
});

describe('scans', () => {
  it('name items of the key form without the type attribute, and pass over others', async () => {
    await used.club.club.put({ tenantId: 't1', name: 'One' }).send();
    await store(used.table, { pk: { S: 'TENANT#t2' }, sk: { S: 'CLUB' }, tenantId: { S: 't2' } });
    await store(used.table, { pk: { S: 'TENANT#t2' }, sk: { S: 'OTHER' }, tenantId: { S: 't2' } });
    const scan = used.club.club.scan();
    const error: DecodeFailed = await scan.all().catch((e) => e);
    expect(error).toMatchObject({ code: 'DecodeFailed', key: { pk: 'TENANT#t2', sk: 'CLUB' } });
    await expect(scan.select('name').all()).rejects.toThrow(DecodeFailed);
    await expect(scan.count()).rejects.toThrow(DecodeFailed);
    const behind = error.cursor === undefined ? [] : (await scan.page(error.cursor)).items;
    expect([...(error.items ?? []), ...behind]).toMatchObject([{ name: 'One' }]);
    expect(await scan.onInvalid('skip').segments(3).all()).toMatchObject([{ name: 'One' }]);
  });
});

describe('shards', () => {
  it('go on behind an item in its place of the order', async () => {
    const at = (n: number) => `2026-06-01T00:00:0${n}.000Z`;
    const event = (n: number) => ({ tenantId, eventId: `e${n}`, at: at(n), kind: 'position' as const });
    const numbers = [0, 1, 2, 3, 4, 5, 6, 7];
    await batchWrite(
      ...numbers.map((n) => used.club.flightEvent.put({ ...event(n), latitude: n, longitude: n })),
    ).send();
    const { pk, sk } = flightEventKey.build({ tenantId, eventId: 'e3', at: at(3) });
    await store(used.table, { pk: { S: pk }, sk: { S: sk }, _type: { S: 'FlightEvent' }, latitude: { S: 'x' } });
    const query = used.club.flightEvent.query({ tenantId });
    for (const limit of [1, 3, 8]) {
      const found: unknown[] = [];
      let cursor: string | undefined;
      let failures = 0;
      do {
        const page: { readonly items?: readonly unknown[] | undefined; readonly cursor?: string | undefined } =
          await query
            .limit(limit)
            .page(cursor)
            .catch((error: DecodeFailed) => {
              failures++;
              return error;
            });
        found.push(...(page.items ?? []));
        cursor = page.cursor;
      } while (cursor !== undefined);
      expect(failures).toBe(1);
      expect(found.map((each) => (each as { latitude: number }).latitude)).toEqual([0, 1, 2, 4, 5, 6, 7]);
    }
    expect((await query.onInvalid('skip').all()).map(({ latitude }) => latitude)).toEqual([0, 1, 2, 4, 5, 6, 7]);
  });
});

describe('a write that was done', () => {
  const old = { ...roleItem('old'), name: { N: '1' } } as Stored;
  const key = roleKey('old');
  const done = { code: 'DecodeFailed', written: true };

  it.each([
    ['delete', () => used.club.role.delete(key).returning('old')],
    ['put', () => used.club.role.put({ ...key, name: 'new', actions: ['x'] }).returning('old')],
    [
      'update old',
      () =>
        used.club.role
          .update(key)
          .addToSet({ actions: ['x'] })
          .returning('old'),
    ],
    [
      'update new',
      () =>
        used.club.role
          .update(key)
          .addToSet({ actions: ['x'] })
          .returning('new'),
    ],
  ])('%s says so and hands over the item', async (kind, request) => {
    await store(used.table, old);
    const error: DecodeFailed = await (request().send() as Promise<never>).catch((e) => e);
    expect(error).toMatchObject(done);
    expect(error.message).toContain('The write was done');
    const expected = kind === 'update new' ? { ...old, actions: { SS: ['fly', 'x'] } } : old;
    expect(error.raw).toEqual(expected);
  });

  itTransacts('with what goes in a transaction, too', async () => {
    const member = { tenantId, userId: 'u', email: 'u@example.com', name: 'U', roleId: 'r1' };
    await used.club.member.put(member).send();
    const stored = await used.club.member.get({ tenantId, userId: 'u' }).send();
    expect(stored?.version).toBe(1);
    await store(used.table, { ...roleItem('x'), sk: { S: 'USER#u' }, _type: { S: 'Member' }, version: { N: '1' } });
    const removal = used.club.member.delete({ tenantId, userId: 'u' }).returning('old');
    await expect(removal.send()).rejects.toMatchObject(done);
    expect(await used.club.member.get({ tenantId, userId: 'u' }).send()).toBeUndefined();
  });
});

describe('stream records of others', () => {
  it('are an error, or left out', () => {
    const image = { pk: { S: 'ORDER#1' }, sk: { S: 'X' } };
    const record = { eventName: 'INSERT', dynamodb: { Keys: image, NewImage: image } };
    expect(() => decodeStreamRecord(record)).toThrow(DecodeFailed);
    expect(decodeStreamRecord(record, { others: 'ignore' })).toBeUndefined();
    const own = { eventName: 'INSERT', dynamodb: { Keys: { pk: image.pk, sk: { S: 'X' } }, NewImage: roleItem('a') } };
    expect(() => decodeStreamRecord(own, { others: 'ignore' })).toThrow(TenantryError);
  });
});
