import { type AttributeValue, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ConditionFailed, type ReindexRequest } from '@tenantry/runtime';
import {
  type Attribute,
  createAccessor,
  createService,
  datetime,
  type EntityDefinition,
  enumeration,
  type GetRequest,
  integer,
  type PutRequest,
  string,
  transactWrite,
  type UpdateRequest,
  withComputed,
} from '@tenantry/runtime/codegen-v1';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { useTable } from '../support/table.js';
import { describeTransactions } from '../support/transactions.js';

// Random schemas, each in three versions: items are written by the two earlier ones, and then changed by the last one in all
// ways. After each change the stored item is what an oracle in memory says: values, each index key, and the type attribute.

type Values = { readonly [name: string]: unknown };
interface Items {
  get(key: object): GetRequest<Values>;
  create(item: object): PutRequest<Values, object>;
  put(item: object): PutRequest<Values, object>;
  upsert(item: object): UpdateRequest<Values, Values, object>;
  update(key: object): UpdateRequest<Values, Values, { readonly [name: string]: never }>;
  delete(key: object): { send(): Promise<unknown> };
  reindex(key: object): ReindexRequest;
}

const INDEXES = ['gsi1', 'gsi2', 'gsi3'] as const;
const app = {
  ...{ name: 'app', partitionKey: 'pk', sortKey: 'sk', marker: '_type' },
  indexes: Object.fromEntries(
    INDEXES.map((name) => [name, { partitionKey: `${name}pk`, sortKey: `${name}sk`, projection: 'all' as const }]),
  ),
} as const;
const table = useTable(app);

/** All attributes that a schema may have; `at` is set once, `month` computed of it. */
const FIELDS: { readonly [name: string]: Attribute } = {
  state: { type: enumeration('a', 'b', 'c') },
  kind: { type: enumeration('x', 'y'), default: 'x' },
  note: { type: string(), optional: true },
  count: { type: integer({ min: 0 }), default: 2 },
  rank: { type: integer({ min: 0 }), optional: true },
  at: { type: datetime(), generate: 'created', readonly: true },
  due: { type: datetime(), optional: true },
  month: { type: string(), compute: '{at:yyyy-MM}' },
  dueMonth: { type: string(), compute: '{due:yyyy-MM}', optional: true },
};
const PARTS: { readonly [name: string]: string } = {
  ...{ state: '{state}', kind: '{kind}', note: '{note}', count: '{count:pad(6)}', rank: '{rank:pad(6)}' },
  ...{ at: '{at}', due: '{due}', month: '{month}', dueMonth: '{dueMonth}', id: '{id}' },
};
const SOURCE: { readonly [name: string]: string } = { month: 'at', dueMonth: 'due' };

/** By index: the attributes of its partition and of its sort key. */
type Shape = { readonly [index: string]: { readonly partition: readonly string[]; readonly sort: readonly string[] } };
interface Version {
  /** The attributes that it knows; later versions know more, with defaults or optional. */
  readonly fields: readonly string[];
  readonly shape: Shape;
}

const ALWAYS = ['state', 'at', 'month'];
const ADDED = ['kind', 'note', 'count', 'rank', 'due', 'dueMonth'];
const partsOf = (names: readonly string[], maxLength: number) => fc.subarray([...names], { minLength: 1, maxLength });
const version = fc.tuple(fc.subarray(ADDED), fc.subarray([...INDEXES])).chain(([added, indexes]) => {
  const fields = [...ALWAYS, ...added.filter((name) => name !== 'dueMonth' || added.includes('due'))];
  const shape = Object.fromEntries(
    indexes.map((name) => [name, fc.record({ partition: partsOf(fields, 2), sort: partsOf([...fields, 'id'], 3) })]),
  );
  return fc.record({ fields: fc.constant(fields), shape: fc.record(shape) });
}) as fc.Arbitrary<Version>;
const schema = fc.tuple(version, version, version).map(([one, two, three]): readonly [Version, Version, Version] => {
  // The last version knows everything that an earlier one wrote.
  const all = [...new Set([...one.fields, ...two.fields, ...three.fields])];
  return [one, two, { ...three, fields: Object.keys(FIELDS).filter((name) => all.includes(name)) }];
});

const template = (lead: string, names: readonly string[]): string =>
  [lead, ...names.map((name) => PARTS[name])].join('#');

function itemsOf({ fields, shape }: Version): Items {
  const entity: EntityDefinition = {
    ...{ name: 'Item', table: app, scope: undefined, withComputed },
    key: { partition: 'P', sort: '{id}' },
    indexes: Object.fromEntries(
      Object.entries(shape).map(([index, { partition, sort }]) => [
        `by${index}`,
        { index, scope: undefined, partition: template(index, partition), sort: template('S', sort) },
      ]),
    ),
    attributes: () => ({
      id: string(),
      ...Object.fromEntries(fields.map((name) => [name, FIELDS[name] as Attribute])),
    }),
  };
  return createAccessor<Items>(createService({ client: table.client, tables: { app: table.name } }), entity);
}

/** The stored form of an item: values, without defaults that were never written, and the key of each index. */
interface Model {
  readonly values: Values;
  readonly keys: { readonly [attribute: string]: string };
}
type Oracle = Map<string, Model>;

const DEFAULTS: Values = { kind: 'x', count: 2 };
const read = ({ fields }: Version, id: string, { values }: Model): Values => {
  const known = { ...DEFAULTS, ...values };
  const seen = Object.entries(known).filter(([name, value]) => fields.includes(name) && value !== undefined);
  return { id, ...Object.fromEntries(seen) };
};

/** Computed attributes of these values. */
function complete({ fields }: Version, values: Values): Values {
  const made: { [name: string]: unknown } = { ...values };
  for (const [name, source] of Object.entries(SOURCE)) {
    if (!fields.includes(name)) continue;
    const text = values[source];
    if (typeof text === 'string') made[name] = text.slice(0, 7);
    else delete made[name];
  }
  return made;
}

/** The item after a change of these attributes: the keys of the indexes that they touch are derived, others stay. */
function after(last: Version, id: string, before: Model | undefined, changed: Values, all = false): Model {
  const given = Object.fromEntries(
    Object.entries({ ...before?.values, ...changed }).filter(([, value]) => value !== undefined),
  );
  const touched = (name: string): boolean =>
    all || name in changed || (SOURCE[name] !== undefined && (SOURCE[name] as string) in changed);
  const computed = complete(last, given);
  const values: { [name: string]: unknown } = { ...given };
  for (const name of Object.keys(SOURCE))
    if (last.fields.includes(name) && touched(name)) values[name] = computed[name];
  const keys: { [attribute: string]: string } = { ...before?.keys };
  const full: Values = { ...DEFAULTS, ...computed, id };
  const text = (name: string): string =>
    typeof full[name] === 'number' ? String(full[name]).padStart(6, '0') : `${full[name]}`;
  for (const [index, { partition, sort }] of Object.entries(last.shape)) {
    const names = [...partition, ...sort];
    if (!names.some(touched)) continue;
    delete keys[`${index}pk`];
    delete keys[`${index}sk`];
    // A computed part is derived as well, but for an item that another part keeps out of the index anyway.
    const pending = names.filter((name) => name in SOURCE && !((SOURCE[name] as string) in changed));
    let isGone = names.some((name) => !pending.includes(name) && full[name] === undefined);
    for (const name of pending) {
      if (isGone) break;
      values[name] = computed[name];
      isGone = full[name] === undefined;
    }
    if (isGone) continue;
    keys[`${index}pk`] = [index, ...partition.map(text)].join('#');
    keys[`${index}sk`] = ['S', ...sort.map(text)].join('#');
  }
  return { values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)), keys };
}

const AT = ['2026-06-01T00:00:00.000Z', '2026-07-02T00:00:00.000Z'];
const patchOf = (fields: readonly string[]): fc.Arbitrary<Values> =>
  fc
    .record(
      {
        ...{ state: fc.constantFrom('a', 'b', 'c'), kind: fc.constantFrom('x', 'y'), note: fc.constantFrom('n', 'm') },
        ...{ count: fc.nat(9), rank: fc.nat(9), due: fc.constantFrom(...AT) },
      },
      { requiredKeys: [], noNullPrototype: true },
    )
    .map((patch) => Object.fromEntries(Object.entries(patch).filter(([name]) => fields.includes(name))));

type Change = { readonly kind: string; readonly patch: Values; readonly amount: number };
const KINDS = [
  'set',
  'set',
  'set',
  'setIfNotExists',
  'add',
  'remove',
  'upsert',
  'put',
  'transact',
  'race',
  'reindex',
  'create',
  'delete',
];
const changeOf = (fields: readonly string[]): fc.Arbitrary<Change> =>
  fc.record({ kind: fc.constantFrom(...KINDS), patch: patchOf(fields), amount: fc.nat(3) });

const same = (names: Values, changed: Values): Values => ({ ...names, ...changed });

/** Sends one change, and says what it makes of the item; undefined where it has to fail. */
function prepare(items: Items, last: Version, id: string, { kind, patch, amount }: Change, before: Model | undefined) {
  const key = { id };
  const numbers = ['count', 'rank'].filter((name) => last.fields.includes(name));
  const sums = (by: number): Values =>
    Object.fromEntries(numbers.map((name) => [name, Number({ ...DEFAULTS, ...before?.values }[name] ?? 0) + by]));
  const amounts = (by: number) => Object.fromEntries(numbers.map((name) => [name, by])) as never;
  const update = items.update(key);
  const made = { state: 'a', at: AT[0], ...patch };
  const next = (changed: Values, all = false) => before && after(last, id, before, changed, all);
  switch (kind) {
    case 'set':
      return { sent: [() => update.set(patch).send()], result: next(patch) };
    case 'transact':
      return { sent: [() => transactWrite(update.set(patch) as never).send()], result: next(patch) };
    case 'setIfNotExists': {
      const missing = Object.fromEntries(
        Object.entries(patch).map(([name, value]) => [name, before?.values[name] ?? value]),
      );
      return { sent: [() => update.setIfNotExists(patch).send()], result: next(missing) };
    }
    case 'add':
      return { sent: [() => update.add(amounts(amount)).send()], result: next(sums(amount)) };
    case 'remove': {
      const names = ['note', 'rank', 'due'].filter((name) => last.fields.includes(name) && !(name in patch));
      const gone = Object.fromEntries(names.map((name) => [name, undefined]));
      return { sent: [() => update.remove(...(names as never[])).send()], result: next(gone) };
    }
    case 'race': {
      const rest = Object.fromEntries(Object.entries(patch).filter(([name]) => !numbers.includes(name)));
      const sent = [
        () => update.add(amounts(1)).send(),
        () => update.set(rest).send(),
        () => update.add(amounts(amount)).send(),
      ];
      return { sent, result: next(same(rest, sums(amount + 1))) };
    }
    case 'upsert': {
      const defaults = Object.fromEntries(Object.entries(DEFAULTS).filter(([name]) => last.fields.includes(name)));
      const once = { at: before?.values.at ?? made.at };
      const result = after(
        last,
        id,
        before,
        { ...defaults, ...before?.values, ...made, ...once, id },
        before === undefined,
      );
      // Stored values that are not given again touch nothing.
      const given = {
        ...Object.fromEntries(Object.keys(defaults).map((name) => [name, result.values[name]])),
        ...made,
        ...once,
        id,
      };
      return {
        sent: [() => items.upsert({ ...key, ...made }).send()],
        result: before ? after(last, id, before, given) : result,
      };
    }
    case 'put': {
      const whole = before ? { ...read(last, id, before), ...patch } : { ...key, ...made };
      const { id: _, ...values } = Object.fromEntries(Object.entries(whole).filter(([name]) => !(name in SOURCE)));
      const defaults = Object.fromEntries(Object.entries(DEFAULTS).filter(([name]) => last.fields.includes(name)));
      return {
        sent: [() => items.put({ ...values, id }).send()],
        result: after(last, id, undefined, { ...defaults, ...values }, true),
      };
    }
    case 'create': {
      const defaults = Object.fromEntries(Object.entries(DEFAULTS).filter(([name]) => last.fields.includes(name)));
      const result = before ? undefined : after(last, id, undefined, { ...defaults, ...made }, true);
      return { sent: [() => items.create({ ...key, ...made }).send()], result };
    }
    case 'reindex': {
      const unused = INDEXES.filter((index) => last.shape[index] === undefined);
      const all = next({}, true);
      const left = Object.entries(all?.keys ?? {}).filter(([name]) => !unused.some((index) => name.startsWith(index)));
      return { sent: [() => items.reindex(key).send()], result: all && { ...all, keys: Object.fromEntries(left) } };
    }
    default:
      return { sent: [() => items.delete(key).send()], result: 'gone' as const };
  }
}

const encodeValue = (value: unknown): AttributeValue =>
  typeof value === 'number' ? { N: `${value}` } : { S: `${value}` };
function storedOf(id: string, { values, keys }: Model): { readonly [name: string]: AttributeValue } {
  const all = Object.entries({ ...values, ...keys, id, pk: 'P', sk: id, _type: 'Item' });
  return Object.fromEntries(all.map(([name, value]) => [name, encodeValue(value)]));
}

async function applyChange(items: Items, last: Version, oracle: Oracle, id: string, change: Change): Promise<number> {
  if (change.kind === 'reindex' && Object.keys(last.shape).length === 0) return 0;
  const { sent, result } = prepare(items, last, id, change, oracle.get(id));
  const settled = await Promise.allSettled(sent.map((send) => send()));
  for (const each of settled) {
    const failed = each.status === 'rejected' ? each.reason : undefined;
    if (result !== undefined) expect(failed, `${change.kind}`).toBeUndefined();
    else if (change.kind === 'transact') expect(failed).toMatchObject({ code: 'TransactionCanceled' });
    else expect(failed).toBeInstanceOf(ConditionFailed);
  }
  if (result === 'gone') oracle.delete(id);
  else if (result !== undefined) oracle.set(id, result);
  const Key = { pk: { S: 'P' }, sk: { S: id } };
  const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true }));
  const now = oracle.get(id);
  expect(Item, `${change.kind} ${JSON.stringify(change)} ${JSON.stringify(last)}`).toEqual(now && storedOf(id, now));
  if (now) expect(await items.get({ id }).send()).toEqual(read(last, id, now));
  return sent.length;
}

/** Few among the tests; the whole with OPERATIONS=20000. */
const OPERATIONS = Number(process.env.OPERATIONS ?? 400);
const PER_SCHEMA = 50;

describeTransactions('items of earlier versions of random schemas', () => {
  it('are what an oracle says after every change by the last version', async () => {
    const schemas = fc.sample(schema, { numRuns: Math.ceil(OPERATIONS / PER_SCHEMA), seed: 11 });
    let operations = 0;
    for (const [n, [one, two, last]] of schemas.entries()) {
      const oracle: Oracle = new Map();
      for (const [v, each] of [one, two].entries()) {
        const items = itemsOf(each);
        for (const i of [0, 1, 2]) {
          const id = `s${n}v${v}i${i}`;
          const [patch = {}] = fc.sample(patchOf(each.fields), { numRuns: 1, seed: n * 100 + v * 10 + i });
          const { result } = prepare(items, each, id, { kind: 'create', patch, amount: 0 }, undefined);
          await items.create({ id, state: 'a', at: AT[0], ...patch }).send();
          oracle.set(id, result as Model);
        }
      }
      const items = itemsOf(last);
      const ids = [...oracle.keys()];
      const changes = fc.sample(changeOf(last.fields), { numRuns: PER_SCHEMA, seed: n });
      await Promise.all(
        ids.map(async (id, k) => {
          for (const change of changes.filter((_, i) => i % ids.length === k)) {
            const sent = await applyChange(items, last, oracle, id, change);
            operations += sent;
          }
        }),
      );
      for (const index of INDEXES) {
        const { Items: entries = [] } = await table.client.send(
          new ScanCommand({ TableName: table.name, IndexName: index }),
        );
        const own = entries.filter((item) => item.sk?.S?.startsWith(`s${n}v`)).map((item) => item.sk?.S);
        const wanted = [...oracle].filter(([, { keys }]) => keys[`${index}pk`]).map(([id]) => id);
        expect(own.sort()).toEqual(wanted.sort());
      }
      for (const id of oracle.keys()) await items.delete({ id }).send();
    }
    console.log(`${operations} operations on ${schemas.length} schemas, over items of two earlier versions of each.`);
    expect(operations).toBeGreaterThan(OPERATIONS * 0.8);
  }, 3_600_000);
});
