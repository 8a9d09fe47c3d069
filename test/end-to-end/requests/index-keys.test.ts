import { type AttributeValue, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  ConditionFailed,
  DecodeFailed,
  type ReindexRequest,
  TransactionCanceled,
  ValidationFailed,
} from '@tenantry/runtime';
import {
  createAccessor,
  createService,
  type DecimalAttribute,
  datetime,
  decimal,
  type EntityDefinition,
  enumeration,
  type GetRequest,
  integer,
  type NumberAttribute,
  type PutRequest,
  string,
  transactWrite,
  type UpdateRequest,
  withComputed,
} from '@tenantry/runtime/codegen-v1';
import { describe, expect, it } from 'vitest';
import { useTable } from '../../support/table.js';
import { describeTransactions } from '../../support/transactions.js';

interface Order {
  readonly tenantId: string;
  readonly id: string;
  readonly customer: string;
  readonly state: 'open' | 'paid';
  readonly total: number;
  readonly note?: string;
  readonly count?: string;
  readonly at: string;
  readonly month: string;
}
type Patch = { readonly [name in keyof Order]?: Order[name] };
type Attributes = { readonly total: NumberAttribute; readonly count: DecimalAttribute };
interface Orders {
  get(key: object): GetRequest<Order>;
  create(item: object): PutRequest<Order, Attributes>;
  upsert(item: object): UpdateRequest<Order, Patch, Attributes>;
  update(key: object): UpdateRequest<Order, Patch, Attributes>;
  reindex(key: object): ReindexRequest;
}

const app = {
  ...{ name: 'app', partitionKey: 'pk', sortKey: 'sk', marker: '_type' },
  indexes: {
    gsi1: { partitionKey: 'gsi1pk', sortKey: 'gsi1sk', projection: 'all' },
    gsi2: { partitionKey: 'gsi2pk', sortKey: 'gsi2sk', projection: 'all' },
    gsi3: { partitionKey: 'gsi3pk', projection: 'keys-only' },
    gsi4: { partitionKey: 'gsi4pk', projection: 'keys-only' },
    lsi1: { sortKey: 'lsi1sk', projection: 'keys-only' },
  },
} as const;
const scope = { name: 'tenant', parameter: 'tenantId' };

/** Parts of all kinds: readonly and generated, computed of readonly, with a default, optional, a number, of the primary key. */
const entity: EntityDefinition<Order> = {
  ...{ name: 'Order', table: app, scope, withComputed },
  key: { partition: 'T#{tenantId}', sort: 'ORDER#{id}' },
  indexes: {
    ofCustomer: { index: 'gsi1', scope, partition: 'T#{tenantId}#C#{customer}', sort: '{at}' },
    byState: { index: 'gsi2', scope, partition: 'T#{tenantId}#S#{state}', sort: '{month}#{total:pad(6)}' },
    byNote: { index: 'gsi3', scope, partition: 'T#{tenantId}#N#{note}' },
    byTotal: { index: 'lsi1', scope, sort: '{total:pad(6)}#{id}' },
  },
  attributes: () => ({
    tenantId: { type: string() },
    id: { type: string() },
    customer: { type: string() },
    state: { type: enumeration('open', 'paid'), default: 'open' },
    total: { type: integer({ min: 0 }), default: 0 },
    note: { type: string(), optional: true },
    count: { type: decimal(), optional: true },
    at: { type: datetime(), generate: 'created', readonly: true },
    month: { type: string(), compute: '{at:yyyy-MM}' },
  }),
};

const table = useTable(app);
const orders = (): Orders =>
  createAccessor<Orders>(createService({ client: table.client, tables: { app: table.name } }), entity);
const text = (S: string): AttributeValue => ({ S });
const keyOf = (id: string) => ({ tenantId: 'a', id });
const storedKey = (id: string) => ({ pk: text('T#a'), sk: text(`ORDER#${id}`) });
const raw = async (id: string): Promise<{ [name: string]: AttributeValue }> =>
  (await table.client.send(new GetItemCommand({ TableName: table.name, Key: storedKey(id) }))).Item ?? {};
/** Stores an item as an earlier version of the schema, or another program, left it. */
const store = (id: string, item: { readonly [name: string]: AttributeValue }) =>
  table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: { ...storedKey(id), tenantId: text('a'), id: text(id), ...item },
    }),
  );
const at = '2026-06-01T10:00:00.000Z';
const old = { customer: text('x'), at: text(at), _type: text('Order') };

describe('an update of one part of an index key', () => {
  it('writes the whole key, where the item had none', async () => {
    await store('o1', { ...old, month: text('2026-06') });
    await orders().update(keyOf('o1')).set({ customer: 'z' }).send();
    expect(await raw('o1')).toEqual({
      ...storedKey('o1'),
      ...{ ...old, tenantId: text('a'), id: text('o1'), customer: text('z'), month: text('2026-06') },
      ...{ gsi1pk: text('T#a#C#z'), gsi1sk: text(at) },
    });
  });

  it('reads readonly and computed parts, counts defaults of what is absent, and writes what it computed', async () => {
    await store('o2', old);
    await orders().update(keyOf('o2')).set({ state: 'paid' }).send();
    const item = await raw('o2');
    expect(item).toMatchObject({ gsi2pk: text('T#a#S#paid'), gsi2sk: text('2026-06#000000'), month: text('2026-06') });
    expect(item).not.toHaveProperty('gsi1pk');
    expect(await orders().get(keyOf('o2')).send()).toMatchObject({ state: 'paid', total: 0, month: '2026-06' });
  });

  it('replaces keys that another template made, both attributes of them', async () => {
    await store('o3', { ...old, month: text('2026-06'), gsi2pk: text('T#a#open'), gsi2sk: text('2026') });
    await orders().update(keyOf('o3')).add({ total: 5 }).send();
    expect(await raw('o3')).toMatchObject({
      ...{ gsi2pk: text('T#a#S#open'), gsi2sk: text('2026-06#000005'), lsi1sk: text('000005#o3'), total: { N: '5' } },
    });
  });

  it('leaves an index out, where a part is not there, and comes back with it', async () => {
    await store('o4', { customer: text('x'), _type: text('Order'), gsi1pk: text('T#a#C#x'), gsi1sk: text('old') });
    await orders().update(keyOf('o4')).set({ customer: 'z', note: 'n' }).send();
    const item = await raw('o4');
    expect(item).toMatchObject({ customer: text('z'), gsi3pk: text('T#a#N#n') });
    expect(Object.keys(item)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^gsi1/)]));
    await orders().update(keyOf('o4')).remove('note').send();
    expect(await raw('o4')).not.toHaveProperty('gsi3pk');
  });

  it('is done in a transaction, by setIfNotExists and by upsert alike', async () => {
    for (const id of ['t1', 't2', 't3']) await store(id, old);
    await transactWrite(orders().update(keyOf('t1')).set({ customer: 'z' }) as never).send();
    await orders().update(keyOf('t2')).setIfNotExists({ state: 'paid', total: 3 }).send();
    await orders()
      .upsert({ ...keyOf('t3'), customer: 'z', total: 4 })
      .send();
    await orders()
      .upsert({ ...keyOf('t4'), customer: 'z', at, total: 4 })
      .send();
    expect(await raw('t1')).toMatchObject({ gsi1pk: text('T#a#C#z'), gsi1sk: text(at) });
    expect(await raw('t2')).toMatchObject({ gsi2pk: text('T#a#S#paid'), gsi2sk: text('2026-06#000003') });
    const whole = {
      gsi1pk: text('T#a#C#z'),
      gsi1sk: text(at),
      gsi2pk: text('T#a#S#open'),
      gsi2sk: text('2026-06#000004'),
    };
    for (const id of ['t3', 't4'])
      expect(await raw(id)).toMatchObject({ ...whole, lsi1sk: text(`000004#${id}`), month: text('2026-06') });
  });

  it('says what it cannot read, and writes nothing then', async () => {
    await store('bad', { ...old, at: { N: '5' } });
    const before = await raw('bad');
    const sent = orders().update(keyOf('bad')).set({ customer: 'z' }).send();
    await expect(sent).rejects.toBeInstanceOf(DecodeFailed);
    await expect(sent).rejects.toThrow(/Order.*ORDER#bad.*at is/);
    await store('bad2', { ...old, customer: text('a#b') });
    await expect(orders().reindex(keyOf('bad2')).send()).rejects.toBeInstanceOf(ValidationFailed);
    expect(await raw('bad')).toEqual(before);
    // Of a number that was stored as text no sum can be made.
    await store('bad3', { customer: text('x'), _type: text('Order'), count: text('5') });
    const added = orders().update(keyOf('bad3')).add({ count: '1' }).send();
    await expect(added).rejects.toThrow('a stored value is of another type');
  });

  it('never leaves a stale key, however updates of its parts race', async () => {
    await store('race', { ...old, month: text('2026-06') });
    const update = () => orders().update(keyOf('race'));
    for (let round = 0; round < 4; round++) {
      const states = round % 2 === 0 ? (['paid', 'open'] as const) : (['open', 'paid'] as const);
      await Promise.all([
        ...states.map((state) => update().set({ state }).send()),
        ...[1, 2].map((total) => update().add({ total }).send()),
        transactWrite(update().add({ total: 1 }) as never).send(),
      ]);
      const item = await raw('race');
      expect(item.total).toEqual({ N: String((round + 1) * 4) });
      expect(item).toMatchObject({
        gsi2pk: text(`T#a#S#${item.state?.S}`),
        gsi2sk: text(`2026-06#${item.total?.N?.padStart(6, '0')}`),
        lsi1sk: text(`${item.total?.N?.padStart(6, '0')}#race`),
      });
    }
  });
});

describeTransactions('an update of an item that is not there', () => {
  it('fails, whether it reads first or not', async () => {
    const update = orders().update(keyOf('none')).set({ customer: 'z' });
    await expect(update.send()).rejects.toBeInstanceOf(ConditionFailed);
    await expect(transactWrite(update as never).send()).rejects.toBeInstanceOf(TransactionCanceled);
    await expect(orders().reindex(keyOf('none')).send()).rejects.toBeInstanceOf(ConditionFailed);
    expect(await raw('none')).toEqual({});
  });
});

describe('reindex', () => {
  it('derives all that is derived, and returns what changed', async () => {
    const { _type, ...unmarked } = old;
    const stale = { gsi2pk: text('T#a#S#paid'), gsi2sk: text('x'), gsi4pk: text('gone'), gsi3pk: text('T#a#N#n') };
    await store('r1', { ...unmarked, ...stale, extra: text('kept'), version: { N: '7' } });
    const changed = await orders().reindex(keyOf('r1')).send();
    const after = {
      ...{ gsi1pk: 'T#a#C#x', gsi1sk: at, gsi2pk: 'T#a#S#open', gsi2sk: '2026-06#000000', lsi1sk: '000000#r1' },
      ...{ gsi3pk: undefined, gsi4pk: undefined, month: '2026-06', _type: 'Order' },
    };
    const before: { readonly [name: string]: AttributeValue } = stale;
    expect(Object.fromEntries(changed.map((each) => [each.attribute, each.after]))).toEqual(after);
    for (const each of changed) expect(each.before).toBe(before[each.attribute]?.S);
    const texts = Object.entries(after).flatMap(([name, S]) => (S === undefined ? [] : [[name, text(S)]]));
    expect(await raw('r1')).toEqual({
      ...{ ...storedKey('r1'), ...unmarked, tenantId: text('a'), id: text('r1') },
      ...{ extra: text('kept'), version: { N: '7' }, ...Object.fromEntries(texts) },
    });
    expect(await orders().reindex(keyOf('r1')).send()).toEqual([]);
    expect(await orders().get(keyOf('r1')).send()).toMatchObject({ state: 'open', month: '2026-06' });
  });

  it('changes nothing of what the client wrote itself', async () => {
    await orders()
      .create({ ...keyOf('r2'), customer: 'c', note: 'n' })
      .send();
    expect(await orders().reindex(keyOf('r2')).send()).toEqual([]);
  });

  it('is right beside writes of the same item', async () => {
    await store('r3', { ...old, month: text('2026-06'), gsi1pk: text('x'), gsi1sk: text('x') });
    await Promise.all([
      ...[1, 2, 3].map((total) => orders().update(keyOf('r3')).add({ total }).send()),
      ...[1, 2].map(() => orders().reindex(keyOf('r3')).send()),
    ]);
    expect(await raw('r3')).toMatchObject({ gsi1pk: text('T#a#C#x'), gsi2sk: text('2026-06#000006') });
    expect(await orders().reindex(keyOf('r3')).send()).toEqual([]);
  });
});
