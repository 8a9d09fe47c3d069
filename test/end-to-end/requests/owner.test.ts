import { type AttributeValue, DeleteItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { batchGet, type SessionLike, type TenantryError, transactGet, transactWrite } from '@tenantry/runtime';
import {
  bindService,
  createAccessor,
  createCollection,
  createService,
  queryIndex,
  scan,
  streamDecoder,
} from '@tenantry/runtime/codegen-v1';
import { beforeEach, expect, it } from 'vitest';
import { entityOf, ownerTable, PART_FORMS, type PartForm, tenantScope } from '../../support/owner-entities.js';
import { useTable } from '../../support/table.js';
import { describeTransactions } from '../../support/transactions.js';

// Every decoder × every way to write an item that is not whose it says, for every format of a template's part.
// Each item meets a sixth of the decoders, in turn, so that all are met; FULL=1 runs them all.
const SHARE = process.env.FULL ? 1 : 6;

const table = useTable(ownerTable);
type Item = { [name: string]: AttributeValue };
type Key = { [name: string]: unknown };
// The accessors are made of definitions, without a generated interface.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Accessor = any;

interface Subject {
  readonly form: PartForm;
  readonly one: Accessor;
  readonly everything: Accessor;
  readonly stream: (record: object) => unknown;
  /** The parameters that name the item's partition: none in a session. */
  readonly tenant: Key;
  readonly user: Key;
  readonly key: Key;
}

/** Gives what it read of the item; undefined where it shows nothing. */
type Decoder = (subject: Subject, stored: Item) => Promise<unknown>;

const first = async (items: Promise<readonly unknown[]>): Promise<unknown> => (await items)[0];
const failureOf = (sent: Promise<unknown>): Promise<unknown> =>
  sent.then(
    () => undefined,
    (error: unknown) => error,
  );
const keyOf = ({ pk, sk }: Item): Item => ({ pk, sk }) as Item;
const oldOf = async (sent: Promise<unknown>): Promise<unknown> => ((await failureOf(sent)) as { item?: unknown }).item;
const reasonOf = async (sent: Promise<unknown>): Promise<unknown> =>
  ((await failureOf(sent)) as { reasons: readonly { item?: unknown }[] }).reasons[0]?.item;

/** Of the table's own key. */
const BY_KEY: { readonly [name: string]: Decoder } = {
  get: ({ one, key }) => one.get(key).send(),
  'get, selected': ({ one, key }) => one.get(key).select('tenantId', 'id', 'part', 'userId').send(),
  batchGet: ({ one, key }) => first(batchGet(one.get(key)).send() as Promise<unknown[]>),
  'batchGet, selected': ({ one, key }) =>
    first(batchGet(one.get(key).select('tenantId', 'id', 'part', 'userId')).send() as Promise<unknown[]>),
  transactGet: ({ one, key }) => first(transactGet(one.get(key)).send() as Promise<unknown[]>),
  'query, all': ({ one, tenant }) => first(one.query(tenant).all()),
  'query, page': async ({ one, tenant }) => first((await one.query(tenant).limit(1).page()).items),
  'query, first': ({ one, tenant }) => one.query(tenant).first(),
  'query, each': async ({ one, tenant }) => {
    for await (const item of one.query(tenant)) return item;
    return undefined;
  },
  'query, selected': ({ one, tenant }) => first(one.query(tenant).select('tenantId', 'id', 'part', 'userId').all()),
  collection: ({ everything, tenant }) => first(everything(tenant).all()),
  'put, old': ({ one, key }) =>
    one
      .put({ ...key, userId: 'jane' })
      .returning('old')
      .send(),
  'update, old': ({ one, key }) => one.update(key).set({ note: 'n' }).returning('old').send(),
  'update, new': ({ one, key }) => one.update(key).set({ note: 'n' }).returning('new').send(),
  'delete, old': ({ one, key }) => one.delete(key).returning('old').send(),
};

/** Old items that come with a failure: the failure stands, and shows no such item. */
const OF_FAILURES: { readonly [name: string]: Decoder } = {
  create: ({ one, key }) =>
    oldOf(
      one
        .create({ ...key, userId: 'jane' })
        .returnOldOnFailure()
        .send(),
    ),
  put: ({ one, key }) =>
    oldOf(
      one
        .put({ ...key, userId: 'jane' })
        .where(never)
        .returnOldOnFailure()
        .send(),
    ),
  update: ({ one, key }) => oldOf(one.update(key).set({ note: 'n' }).where(never).returnOldOnFailure().send()),
  delete: ({ one, key }) => oldOf(one.delete(key).where(never).returnOldOnFailure().send()),
  transactWrite: ({ one, key }) => reasonOf(transactWrite(one.delete(key).where(never).returnOldOnFailure()).send()),
  check: ({ one, key }) => reasonOf(transactWrite(one.check(key).where(never).returnOldOnFailure()).send()),
};
const never = (m: { note: { eq(text: string): unknown } }) => m.note.eq('no such note');

/** Outside of sessions: nothing but the item itself says whose it is. */
const UNBOUND: { readonly [name: string]: Decoder } = {
  scan: ({ one }) => first(one.scan().all()),
  'scan, selected': ({ one }) => first(one.scan().select('tenantId', 'id', 'part', 'userId').all()),
  ...Object.fromEntries(
    (['INSERT', 'MODIFY', 'REMOVE'] as const).map((eventName): [string, Decoder] => [
      `stream, ${eventName}`,
      async ({ stream }, stored) => {
        const images = {
          ...(eventName !== 'REMOVE' && { NewImage: stored }),
          ...(eventName !== 'INSERT' && { OldImage: stored }),
        };
        const change = stream({ eventName, dynamodb: { Keys: keyOf(stored), ...images } }) as Key;
        return change.new ?? change.old;
      },
    ]),
  ),
};

/** Through indexes. */
const BY_INDEX: { readonly [name: string]: Decoder } = {
  'byPart, all': ({ one, tenant, form }) => first(one.byPart({ ...tenant, part: form.value }).all()),
  'byPart, page': async ({ one, tenant, form }) =>
    first(
      (
        await one
          .byPart({ ...tenant, part: form.value })
          .limit(1)
          .page()
      ).items,
    ),
  'byPart, selected': ({ one, tenant, form }) =>
    first(
      one
        .byPart({ ...tenant, part: form.value })
        .select('tenantId', 'id', 'part')
        .all(),
    ),
  'byPart, count': ({ one, tenant, form }) => one.byPart({ ...tenant, part: form.value }).count(),
  'local, all': ({ one, tenant }) => first(one.local(tenant).all()),
  'local, count': ({ one, tenant }) => one.local(tenant).count(),
  'ofUser, all': ({ one, user }) => first(one.ofUser(user).all()),
  'ofUser, first': ({ one, user }) => one.ofUser(user).first(),
  'ofUser, count': ({ one, user }) => one.ofUser(user).count(),
};
const OUTSIDE: { readonly [name: string]: Decoder } = {
  'anyone, all': ({ one, form }) => first(one.anyone({ part: form.value }).all()),
  'anyone, count': ({ one, form }) => one.anyone({ part: form.value }).count(),
};

const session: SessionLike = { scope: { tenantId: 'acme', userId: 'jane' }, client: () => table.client };

function subjectsOf(form: PartForm): { readonly unbound: Subject; readonly bound: Subject; readonly honest: Item } {
  const definition = entityOf(form);
  const service = createService({ client: table.client, tables: { app: table.name } });
  const collection = {
    ...{ name: 'everything', table: ownerTable, scope: tenantScope, partition: 'TENANT#{tenantId}' },
    entities: PART_FORMS.map((each) => (each === form ? definition : entityOf(each))),
  };
  const stream = streamDecoder<unknown>(definition);
  const own = { id: '1', part: form.value };
  const make = (of: typeof service, tenant: Key, user: Key): Subject => ({
    ...{ form, tenant, user, stream, key: { ...tenant, ...own } },
    one: createAccessor(of, definition, queryIndex, scan),
    everything: createCollection(of, collection),
  });
  const unbound = make(service, { tenantId: 'acme' }, { userId: 'jane' });
  const bound = make(bindService(service, session), {}, {});
  return { unbound, bound, honest: unbound.one.put({ ...unbound.key, userId: 'jane' }).params().Item };
}

/** The attribute as the entity stores it, for a value of its own. */
function encoded({ one, tenant }: Subject, part: unknown): AttributeValue {
  return one.put({ ...tenant, id: '1', part, userId: 'jane' }).params().Item.part;
}

async function store(item: Item): Promise<void> {
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: item }));
}

async function remove(item: Item): Promise<void> {
  await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: keyOf(item) }));
}

beforeEach(async () => {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
  for (const item of Items) await remove(item);
});

/** Attributes that say other things than the item's own key. */
function forgeries(subject: Subject): { readonly [name: string]: Item } {
  const { form } = subject;
  const tenants = ['victim', 'ACME', 'Acme', 'acm', 'acme1', 'acme-2'];
  const ids = ['777', '11', '1 '];
  return {
    ...Object.fromEntries(tenants.map((t) => [`tenantId ${t}`, { t: { S: t } }])),
    'tenantId of another type': { t: { N: '1' } },
    ...Object.fromEntries(ids.map((id) => [`id ${id}`, { id: { S: id } }])),
    ...Object.fromEntries(form.others.map((part) => [`part ${part}`, { part: encoded(subject, part) }])),
  };
}

/** Items of other tenants that stand in this one's indexes. */
function foreign({ form: { name, written } }: Subject, honest: Item): { readonly [name: string]: Item } {
  const of = (pk: string, more: Item = {}): Item => ({ ...honest, pk: { S: pk }, ...more });
  const another = { S: `${name}#${written}#TENANT#evil` };
  return {
    'claims to be ours': of('TENANT#evil'),
    'says whose it is': of('TENANT#evil', { t: { S: 'evil' } }),
    'says so in all keys': of('TENANT#evil', {
      t: { S: 'evil' },
      gsi2sk: another,
      lsi1sk: another,
      sk: { S: `${name}#${written}#2` },
      id: { S: '3' },
    }),
    'of the same name in capitals': of('TENANT#ACME'),
    'of the same name in capitals, and says so': of('TENANT#ACME', { t: { S: 'ACME' } }),
    'of a longer name': of('TENANT#acme-2', { t: { S: 'acme-2' } }),
    'of a shorter name': of('TENANT#acm', { t: { S: 'acm' } }),
    'of another scope': of('USER#acme'),
    'of no scope': of('acme'),
  };
}

type Case = readonly [what: string, decoder: Decoder, subject: Subject];

/** The decoders of a session and of none, as far as this item meets them. */
function share(
  place: number,
  cases: readonly (readonly [subject: Subject, decoders: { readonly [name: string]: Decoder }])[],
) {
  const all = cases.flatMap(([subject, decoders]) =>
    Object.entries(decoders).map(([name, decoder]): Case => [name, decoder, subject]),
  );
  return all.filter((_, i) => (i + place) % SHARE === 0);
}

/** Stores an item, and again after each decoder that writes. */
async function withItem(stored: Item, cases: readonly Case[], check: (each: Case) => Promise<void>): Promise<void> {
  await store(stored);
  for (const each of cases) {
    await check(each);
    if (/^(?:put|update|delete)/.test(each[0])) await store(stored);
  }
}

async function refuses([what, decoder, subject]: Case, name: string, stored: Item): Promise<void> {
  const seen = await decoder(subject, stored).catch((error: TenantryError) => {
    expect(error.code, `${what} of ${name}: ${error}`).toMatch(/^(?:ScopeViolation|DecodeFailed)$/);
    expect(error.message, what).toContain(stored.sk?.S);
    return 'refused';
  });
  expect(seen, `${what} of ${name}`).toBe('refused');
}

const only = (decoders: { readonly [name: string]: Decoder }, names: RegExp): { readonly [name: string]: Decoder } =>
  Object.fromEntries(Object.entries(decoders).filter(([name]) => names.test(name)));

describeTransactions.each(PART_FORMS)('items with the part $name, written {part$format}', (form) => {
  const whole = { tenantId: 'acme', userId: 'jane', id: '1', part: form.value };

  it('are read where all that they say agrees', async () => {
    const { unbound, bound, honest } = subjectsOf(form);
    const all = { ...BY_KEY, ...OF_FAILURES, ...BY_INDEX };
    const cases = share(0, [
      [unbound, { ...all, ...UNBOUND, ...OUTSIDE }],
      [bound, all],
    ]);
    await withItem(honest, cases, async ([name, decoder, subject]) => {
      const found = await decoder(subject, honest);
      if (name.endsWith('count')) expect(found, name).toBe(1);
      else if (/^(?:ofUser|anyone)|selected/.test(name))
        expect(found, name).toMatchObject({ tenantId: 'acme', id: '1' });
      else expect(found, name).toMatchObject(whole);
    });
  });

  it('are refused where an attribute contradicts the key', async () => {
    const { unbound, bound, honest } = subjectsOf(form);
    let place = 0;
    for (const [name, change] of Object.entries(forgeries(unbound))) {
      const stored = { ...honest, ...change };
      // A count reads the keys and the owner, no other attributes.
      const byIndex = only(
        BY_INDEX,
        name.startsWith('tenantId') ? /^(?:byPart|local)/ : /^(?:byPart|local).*(?<!count)$/,
      );
      const cases = share(place++, [
        [unbound, { ...BY_KEY, ...UNBOUND, ...byIndex }],
        [bound, { ...BY_KEY, ...byIndex }],
      ]);
      await withItem(stored, cases, (each) => refuses(each, name, stored));
      await withItem(stored, share(place, [[unbound, OF_FAILURES]]), async ([what, decoder, subject]) =>
        expect(await decoder(subject, stored), `${what} of ${name}`).toBeUndefined(),
      );
    }
  });

  it('are refused through an index where they are of another tenant', async () => {
    const { unbound, bound, honest } = subjectsOf(form);
    let place = 0;
    for (const [name, stored] of Object.entries(foreign(unbound, honest))) {
      // An index of a user's items holds those of all tenants: one whose keys and attributes agree is of its tenant.
      const byIndex = only(BY_INDEX, name === 'says so in all keys' ? /^byPart/ : /^(?:byPart|ofUser)/);
      const cases = share(place++, [
        [unbound, byIndex],
        [bound, byIndex],
      ]);
      await withItem(stored, cases, (each) => refuses(each, name, stored));
      await remove(stored);
    }
  });

  it('are what their keys say where an attribute is absent, as far as these hold it', async () => {
    const { unbound, bound, honest } = subjectsOf(form);
    let place = 0;
    for (const absent of ['t', 'id', 'part']) {
      const { [absent]: _, ...rest } = honest;
      const stored = rest as Item;
      const readers = only({ ...BY_KEY, ...UNBOUND }, /^(?!.*(?:selected|put|update))/);
      const cases = share(place++, [
        [unbound, readers],
        [bound, only(readers, /^(?!scan|stream)/)],
      ]);
      await withItem(stored, cases, async ([name, decoder, subject]) => {
        const found = decoder(subject, stored);
        if (absent !== 'part' || form.whole) expect(await found, `${name} without ${absent}`).toMatchObject(whole);
        else await expect(found, `${name} without ${absent}`).rejects.toMatchObject({ code: 'DecodeFailed' });
      });
    }
  });
});
