import { inspect } from 'node:util';
import { type AttributeValue, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { batchGet, batchWrite, ConditionFailed, transactGet, transactWrite } from '@tenantry/runtime';
import {
  createAccessor,
  createCollection,
  createService,
  type EntityDefinition,
  integer,
  json,
  list,
  map,
  queryIndex,
  record,
  scan,
  set,
  sideWrites,
  streamDecoder,
  string,
  type TableDefinition,
  union,
  withComputed,
} from '@tenantry/runtime/codegen-v1';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { useTable } from '../../support/table.js';
import { describeTransactions } from '../../support/transactions.js';

// No error shows a sensitive value, nor a name inside of one, however it is printed, logged, copied or serialised.

const CANARY = 'c4nary';
const app: TableDefinition = {
  name: 'app',
  partitionKey: 'pk',
  sortKey: 'sk',
  marker: '_type',
  indexes: { gsi1: { partitionKey: 'gsi1pk', sortKey: 'gsi1sk', projection: 'all' } },
};
const tenant = { name: 'tenant', parameter: 'tenantId' };
const secret = { sensitive: true, optional: true } as const;
const person: EntityDefinition = {
  name: 'Person',
  table: app,
  scope: tenant,
  key: { partition: 'TENANT#{tenantId}', sort: 'PERSON#{ssn}#{slug}' },
  indexes: { byMail: { index: 'gsi1', partition: 'TENANT#{tenantId}#MAIL', sort: '{mail:lower}', scope: tenant } },
  version: 'version',
  attributes: () => ({
    tenantId: string(),
    ssn: { type: string({ pattern: '^[a-z0-9-]+$' }), sensitive: true },
    nick: { type: string(), sensitive: true },
    // Not declared so, but made of what is.
    slug: { type: string(), compute: '{nick:lower}' },
    mail: { type: string(), sensitive: true, optional: true },
    text: { type: string({ maxLength: 9 }), ...secret },
    record: { type: record(integer()), ...secret },
    deep: { type: record(map({ a: integer() })), ...secret },
    json: { type: json(), ...secret },
    map: { type: map({ a: integer(), b: { type: string(), optional: true } }), ...secret },
    list: { type: list(record(integer())), ...secret },
    set: { type: set('string'), ...secret },
    union: { type: union('kind', { x: map({ r: record(integer()) }) }), ...secret },
    outer: { type: map({ open: integer(), inner: { type: record(integer()), ...secret } }), optional: true },
    version: { type: integer(), default: 0 },
  }),
  sideWrites: { unique: { prefix: 'TENANT#{tenantId}', groups: [['mail']] } },
  withComputed,
};
const other: EntityDefinition = {
  name: 'Other',
  table: app,
  scope: tenant,
  key: { partition: 'TENANT#{tenantId}', sort: 'OTHER#{id}' },
  indexes: {},
  attributes: () => ({ tenantId: string(), id: string() }),
};

const table = useTable(app);
// biome-ignore lint/suspicious/noExplicitAny: made of definitions, without a generated interface
type Loose = any;
let people: Loose;
let others: Loose;
let everything: Loose;
const stream = streamDecoder<unknown>(person, other);
const key = { tenantId: 'acme', ssn: CANARY, nick: CANARY.toUpperCase() };
const mail = `${CANARY}@x.org`;
const events: unknown[] = [];

beforeAll(() => {
  const service = createService({
    client: table.client,
    tables: { app: table.name },
    onRequest: (event) => void events.push(event),
  });
  people = createAccessor(service, person, sideWrites, queryIndex, scan);
  others = createAccessor(service, other);
  everything = createCollection(service, {
    ...{ name: 'everything', table: app, scope: tenant, partition: 'TENANT#{tenantId}' },
    entities: [other, person],
  });
});

const whole = { ...key, mail, text: CANARY, record: { [CANARY]: 1 }, set: [CANARY], json: { [CANARY]: CANARY } };
beforeEach(async () => {
  events.length = 0;
  await people.put({ ...whole, version: (await people.get(key).send())?.version ?? 0 }).send();
});

async function failureOf(run: () => unknown): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** All texts that a value owns, whatever is enumerable, getters of its own included. */
function textsOf(value: unknown, seen = new Set<unknown>()): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString()];
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return [];
  seen.add(value);
  const own = Reflect.ownKeys(value).flatMap((name) => {
    const { value: found } = Object.getOwnPropertyDescriptor(value, name) ?? {};
    return [String(name), ...textsOf(found, seen)];
  });
  const members = value instanceof Map || value instanceof Set ? [...value].flatMap((each) => textsOf(each, seen)) : [];
  return [...own, ...members];
}

/** Everything that a logger, a serialiser or a debugger's print makes of an error. */
function shown(error: unknown): string {
  const copy = (): unknown => {
    try {
      return structuredClone(error);
    } catch {
      return undefined; // Functions among its properties.
    }
  };
  return [
    String(error),
    inspect(error, { depth: 20, showHidden: true }),
    JSON.stringify(error),
    JSON.stringify(error, (_, value) =>
      value instanceof Error ? { ...value, m: value.message, c: value.cause } : value,
    ),
    inspect(copy(), { depth: 20, showHidden: true }),
    ...textsOf(error),
  ].join('\n');
}

const hides = (what: string, error: unknown): void => {
  expect(error, what).toBeInstanceOf(Error);
  const text = shown(error).toLowerCase();
  const at = text.indexOf(CANARY);
  expect(at < 0 ? '' : text.slice(Math.max(0, at - 200), at + 80), what).toBe('');
};

async function meddling(change: (output: never) => unknown): Promise<DynamoDBClient> {
  const { endpoint, region, credentials } = table.client.config;
  const client = new DynamoDBClient({ ...(endpoint && { endpoint }), region, credentials, maxAttempts: 1 });
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      change(result as never);
      return result;
    },
    // Between the answer and what reads it.
    { step: 'deserialize', priority: 'low', name: 'meddling' },
  );
  return client;
}

/** Values that their attributes cannot take, with the canary in the value and in names inside. */
const WRONG: { readonly [attribute: string]: readonly unknown[] } = {
  text: [`${CANARY}${CANARY}`, { [CANARY]: 1 }, [CANARY]],
  record: [{ [CANARY]: CANARY }, CANARY, { a: { [CANARY]: 1 } }],
  deep: [{ [CANARY]: { a: CANARY } }, { [CANARY]: { [CANARY]: 1 } }, { [CANARY]: 1 }],
  json: [{ [CANARY]: undefined }, { [CANARY]: [{ [CANARY]: 1n }] }, { a: new Date(0), [CANARY]: Number.NaN }],
  map: [{ a: CANARY }, { a: 1, [CANARY]: CANARY }, { [CANARY]: 1 }],
  list: [[{ [CANARY]: CANARY }], CANARY, [CANARY]],
  set: [[1, CANARY], CANARY],
  union: [{ kind: CANARY }, { kind: 'x', r: { [CANARY]: CANARY } }, { kind: 'x', [CANARY]: 1 }],
  outer: [
    { open: 1, inner: { [CANARY]: CANARY } },
    { open: 1, inner: CANARY },
  ],
  mail: [5, { [CANARY]: 1 }],
};

/** The same as they are stored. */
const STORED: { readonly [attribute: string]: readonly AttributeValue[] } = {
  text: [{ M: { [CANARY]: { S: CANARY } } }],
  record: [{ M: { [CANARY]: { S: CANARY } } }, { S: CANARY }],
  deep: [{ M: { [CANARY]: { M: { a: { S: CANARY } } } } }, { M: { [CANARY]: { M: {} } } }],
  json: [{ M: { [CANARY]: { SS: [CANARY] } } }],
  map: [{ M: { a: { S: CANARY } } }],
  list: [{ L: [{ M: { [CANARY]: { S: CANARY } } }] }],
  set: [{ S: CANARY }],
  union: [{ M: { kind: { S: CANARY } } }, { M: { kind: { S: 'x' }, r: { M: { [CANARY]: { S: '' } } } } }],
  outer: [{ M: { open: { N: '1' }, inner: { M: { [CANARY]: { S: CANARY } } } } }],
};

describeTransactions('what is sensitive', () => {
  it('stands in no error of a value that does not fit', async () => {
    for (const [name, values] of Object.entries(WRONG))
      for (const value of values) {
        const what = `${name} ${inspect(value)}`;
        hides(`create ${what}`, await failureOf(() => people.create({ ...key, [name]: value })));
        hides(`upsert ${what}`, await failureOf(() => people.upsert({ ...key, [name]: value })));
        hides(`set ${what}`, await failureOf(() => people.update(key).set({ [name]: value })));
        const equal = (m: Loose) => m[name].eq(value);
        const error = await failureOf(() => people.get && people.query({ tenantId: 'acme' }).filter(equal));
        if (error !== undefined) hides(`filter ${what}`, error);
      }
    hides('key', await failureOf(() => people.get({ ...key, ssn: `#${CANARY}` })));
    hides('key', await failureOf(() => people.get({ ...key, ssn: { [CANARY]: 1 } })));
    hides('sort', await failureOf(() => people.query({ tenantId: 'acme' }).ge({ ssn: `#${CANARY}` })));
  });

  it('stands in no error of a place inside', async () => {
    const update = people.update(key);
    const places: readonly ((m: Loose) => Loose)[] = [
      (m) => m.record.at(CANARY),
      (m) => m.deep.at(CANARY),
      (m) => m.deep.at(CANARY).at('a'),
      (m) => m.outer.at('inner').at(CANARY),
      (m) => m.union.at('r').at(CANARY),
      (m) => m.list.at(0).at(CANARY),
    ];
    for (const place of places) {
      hides(`set ${place}`, await failureOf(() => update.set(place, CANARY)));
      hides(`at ${place}`, await failureOf(() => update.set((m: Loose) => place(m).at(CANARY).at(CANARY), 1)));
      hides(`add ${place}`, await failureOf(() => update.append(place, [CANARY])));
      hides(`where ${place}`, await failureOf(() => update.where((m: Loose) => place(m).eq(CANARY))));
      hides(`in ${place}`, await failureOf(() => update.where((m: Loose) => place(m).in())));
      hides(`size ${place}`, await failureOf(() => update.where((m: Loose) => place(m).beginsWith({}))));
      hides(`twice ${place}`, await failureOf(() => update.remove(place).add(place, 1)));
    }
    for (const path of [`record.${CANARY}.x`, `deep.${CANARY}.${CANARY}`, `map.${CANARY}`, `text.${CANARY}`])
      hides(path, await failureOf(() => people.get(key).select(path)));
  });

  it('stands in no error of a stored item that does not decode', async () => {
    const Item = itemOf();
    for (const [name, values] of Object.entries(STORED))
      for (const value of values) {
        const stored = { ...Item, [name]: value };
        await table.client.send(new PutItemCommand({ TableName: table.name, Item: stored }));
        const what = `${name} ${inspect(value, { depth: 5 })}`;
        const paths = [name, ...(value.M ? [`${name}.${name === 'outer' ? 'inner.' : ''}${CANARY}`] : [])];
        const reads = {
          get: () => people.get(key).send(),
          query: () => people.query({ tenantId: 'acme' }).all(),
          collection: () => everything({ tenantId: 'acme' }).all(),
          byMail: () => people.byMail({ tenantId: 'acme' }).all(),
          scan: () => people.scan().all(),
          batchGet: () => batchGet(people.get(key)).send(),
          transactGet: () => transactGet(people.get(key)).send(),
          update: () => people.update(key).set({ nick: undefined }).send(),
          stream: () => stream({ eventName: 'INSERT', dynamodb: { Keys: keysOf(stored), NewImage: stored } }),
        };
        for (const [read, run] of Object.entries(reads)) hides(`${read} of ${what}`, await failureOf(run));
        for (const path of paths) {
          const error = await failureOf(() => people.get(key).select(path).send());
          if (error !== undefined) hides(`select ${path} of ${what}`, error);
        }
      }
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  });

  it('stands in no error of an item that is not what its key says', async () => {
    const Item = itemOf();
    const forged = { ...Item, nick: { S: CANARY }, slug: { S: `${CANARY}-2` } };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: forged }));
    hides('forged', await failureOf(() => people.get(key).send()));
    hides('index', await failureOf(() => people.byMail({ tenantId: 'acme' }).all()));
    const strange = { ...Item, sk: { S: `STRANGE#${CANARY}` }, _type: { S: 'Strange' } };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: strange }));
    hides('unknown type', await failureOf(() => everything({ tenantId: 'acme' }).all()));
    hides(
      'unknown record',
      await failureOf(() => stream({ eventName: 'INSERT', dynamodb: { Keys: keysOf(strange) } })),
    );
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  });

  it('stands in no error of the service, which carry it for those who asked by name alone', async () => {
    const never = (m: Loose) => m.text.eq('other');
    const { version } = await people.get(key).send();
    const taken = { ...key, ssn: 'another', mail };
    const failures: { readonly [name: string]: () => unknown } = {
      create: () => people.create(whole).returnOldOnFailure().send(),
      put: () =>
        people
          .put({ ...whole, version: 77 })
          .returnOldOnFailure()
          .send(),
      update: () => people.update(key).set({ text: 'x' }).where(never).returnOldOnFailure().send(),
      'update of mail': () => people.update(key).set({ mail: 'x@x.org' }).where(never).returnOldOnFailure().send(),
      version: () =>
        people
          .update(key)
          .set({ text: 'x' })
          .ifVersion(version + 7)
          .send(),
      'delete, version': () =>
        people
          .delete(key)
          .ifVersion(version + 7)
          .returnOldOnFailure()
          .send(),
      delete: () => people.delete(key).where(never).returnOldOnFailure().send(),
      transactWrite: () => transactWrite(people.delete(key).where(never).returnOldOnFailure()).send(),
      check: () => transactWrite(people.check(key).where(never).returnOldOnFailure()).send(),
      'in company': () =>
        transactWrite(
          others.put({ tenantId: 'acme', id: '1' }),
          people.update(key).set({ text: 'x' }).ifVersion(99),
        ).send(),
      unique: () => people.create(taken).send(),
      'unique in a transaction': () => transactWrite(people.create(taken)).send(),
      batchWrite: () => batchWrite(people.put({ ...whole, version: 77 })).send(),
      upsert: () => people.upsert(whole).where(never).returnOldOnFailure().send(),
    };
    for (const [name, run] of Object.entries(failures)) {
      const error = await failureOf(run);
      hides(name, error);
      if (error instanceof ConditionFailed) expect(error.item, name).toMatchObject({ text: CANARY });
    }
    const canceled = (await failureOf(failures.check as () => unknown)) as Loose;
    expect(canceled.reasons[0].item).toMatchObject({ text: CANARY });
    expect(canceled.reasons[0].error.item).toMatchObject({ text: CANARY });
    expect(inspect(events, { depth: 20, showHidden: true }).toLowerCase()).not.toContain(CANARY);
  });

  it('stands in no error of a call that failed on its way', async () => {
    const named = (name: string) =>
      meddling(() => {
        throw Object.assign(new Error('refused'), { name, $response: { body: CANARY }, Item: { text: { S: CANARY } } });
      });
    const errors = ['AccessDeniedException', 'ThrottlingException', 'InternalServerError', 'ValidationException'];
    for (const name of errors) {
      const client = await named(name);
      hides(name, await failureOf(() => people.get(key).withClient(client).send()));
      hides(name, await failureOf(() => people.query({ tenantId: 'acme' }).withClient(client).all()));
      hides(name, await failureOf(() => people.delete(key).withClient(client).send()));
      hides(name, await failureOf(() => batchGet(people.get(key)).withClient(client).send()));
    }
    const garbled = await meddling(({ response }: { response: { body: unknown } }) => {
      response.body = Buffer.from(`{"Item": ${CANARY}`);
    });
    hides('no JSON', await failureOf(() => people.get(key).withClient(garbled).send()));
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const stuck = await unprocessed();
    const error = (await failureOf(() =>
      batchGet(people.get(key), others.get({ tenantId: 'acme', id: '9' }))
        .withClient(stuck)
        .send(),
    )) as Loose;
    vi.restoreAllMocks();
    hides('UnprocessedItems', error);
    expect(error.results[0]).toMatchObject({ text: CANARY });
  });
});

function itemOf(): { [name: string]: AttributeValue } {
  const { Put } = transactWrite(people.create(whole)).params().TransactItems?.[0] ?? {};
  if (Put?.Item === undefined) throw new Error('No put.');
  return Put.Item;
}

const keysOf = ({ pk, sk }: { [name: string]: AttributeValue }) => ({ pk, sk });

/** Answers with what there is, and that nothing else was read. */
async function unprocessed(): Promise<DynamoDBClient> {
  const { endpoint, region, credentials } = table.client.config;
  const client = new DynamoDBClient({ ...(endpoint && { endpoint }), region, credentials });
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const output = result.output as { UnprocessedKeys?: object };
      output.UnprocessedKeys = { [table.name]: { Keys: [{ pk: { S: 'TENANT#acme' }, sk: { S: 'OTHER#9' } }] } };
      return result;
    },
    { step: 'initialize', priority: 'low', name: 'unprocessed' },
  );
  return client;
}
