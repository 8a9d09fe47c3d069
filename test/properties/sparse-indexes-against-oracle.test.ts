import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  batchWrite,
  createAccessor,
  createService,
  type DeleteRequest,
  datetime,
  type EntityDefinition,
  enumeration,
  type GetRequest,
  integer,
  type NumberAttribute,
  type PutRequest,
  string,
  transactWrite,
  type UpdateRequest,
} from '@tenantry/runtime/codegen-v1';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { useTable } from '../support/table.js';
import { describeTransactions } from '../support/transactions.js';

interface Task {
  readonly tenantId: string;
  readonly id: string;
  readonly state: 'open' | 'done';
  readonly rank: number;
  readonly count: number;
  readonly due?: string;
  readonly month?: string;
  readonly owner?: string;
  readonly version: number;
}
type TaskInput = Omit<Task, 'month' | 'version' | 'rank' | 'count'> & Partial<Task>;
type Patch = Partial<Omit<Task, 'tenantId' | 'id' | 'month' | 'version'>>;
type Attributes = { readonly rank: NumberAttribute; readonly count: NumberAttribute };
interface Tasks {
  get(key: object): GetRequest<Task>;
  create(item: TaskInput): PutRequest<Task, Attributes>;
  put(item: TaskInput): PutRequest<Task, Attributes>;
  upsert(item: TaskInput): UpdateRequest<Task, Patch, Attributes>;
  update(key: object): UpdateRequest<Task, Patch, Attributes>;
  delete(key: object): DeleteRequest<Task, Attributes>;
}

const app = {
  ...{ name: 'app', partitionKey: 'pk', sortKey: 'sk', marker: '_type' },
  indexes: {
    gsi1: { partitionKey: 'gsi1pk', sortKey: 'gsi1sk', projection: 'all' },
    gsi2: { partitionKey: 'gsi2pk', projection: 'keys-only' },
    lsi1: { sortKey: 'lsi1sk', projection: 'keys-only' },
  },
} as const;

/** An index with an optional part in its sort key, one over a computed attribute that may be absent, and a local one. */
const scope = { name: 'tenant', parameter: 'tenantId' };
const entity: EntityDefinition<Task> = {
  ...{ name: 'Task', table: app, scope, version: 'version' },
  key: { partition: 'T#{tenantId}', sort: 'TASK#{id}' },
  indexes: {
    byState: { index: 'gsi1', scope, partition: 'T#{tenantId}#S#{state}', sort: '{rank:pad(4)}#{due}' },
    byMonth: { index: 'gsi2', scope, partition: 'T#{tenantId}#M#{month}' },
    byOwner: { index: 'lsi1', scope, sort: '{owner}#{count:pad(6)}' },
  },
  attributes: () => ({
    tenantId: { type: string() },
    id: { type: string() },
    state: { type: enumeration('open', 'done') },
    rank: { type: integer({ min: 0 }), default: 1 },
    count: { type: integer({ min: 0 }), default: 0 },
    due: { type: datetime(), optional: true },
    month: { type: string(), optional: true, compute: '{due:yyyy-MM}' },
    owner: { type: string(), optional: true },
    version: { type: integer({ min: 0 }), default: 0 },
  }),
};

const table = useTable(app);
const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
/** Few among the tests; more with ROUNDS=2000. */
const ROUNDS = Number(process.env.ROUNDS ?? 170);

const state = fc.constantFrom<Task['state']>('open', 'done');
const due = fc.constantFrom('2026-06-01T00:00:00.000Z', '2026-06-02T00:00:00.000Z', '2026-07-01T00:00:00.000Z');
const owner = fc.constantFrom('jo', 'mo');
const rank = fc.integer({ min: 0, max: 20 });
const whole = fc.record({ state, due, owner, rank, count: rank }, { requiredKeys: ['state'], noNullPrototype: true });
/** As the types of a generated client ask for it: what feeds one index key together, its optional parts as they like. */
const together = fc.tuple(
  fc.record({ state, rank, due }, { requiredKeys: ['state', 'rank'], noNullPrototype: true }),
  fc.record({ count: rank, owner }, { requiredKeys: ['count'], noNullPrototype: true }),
  fc.integer({ min: 0, max: 2 }),
);
const patch = together.map(([a, b, which]): Patch => (which === 0 ? a : which === 1 ? b : { ...a, ...b }));

type Change =
  | { readonly kind: 'create' | 'put' | 'upsert' | 'batch'; readonly input: Omit<TaskInput, 'id' | 'tenantId'> }
  | { readonly kind: 'set' | 'setIfNotExists' | 'transact'; readonly patch: Patch }
  | { readonly kind: 'remove'; readonly names: readonly ('due' | 'owner')[] }
  | { readonly kind: 'add'; readonly rank: number; readonly count: number }
  | { readonly kind: 'race'; readonly rank: number; readonly count: number }
  | { readonly kind: 'delete' };

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constantFrom('create', 'put', 'upsert', 'batch'), input: whole }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('set', 'setIfNotExists', 'transact'), patch }) },
  fc.record({ kind: fc.constant('remove'), names: fc.subarray(['due', 'owner'] as const, { minLength: 1 }) }),
  fc.record({
    kind: fc.constantFrom('add', 'add', 'add', 'race'),
    rank: fc.integer({ min: 0, max: 3 }),
    count: rank,
  }) as fc.Arbitrary<Change>,
  fc.record({ kind: fc.constant('delete') }),
);

type Oracle = Map<string, Task>;

const tasks = (): Tasks =>
  createAccessor<Tasks>(createService({ client: table.client, tables: { app: table.name } }), entity);

const withMonth = ({ month: _, ...task }: Task): Task =>
  task.due === undefined ? task : { ...task, month: task.due.slice(0, 7) };

/** Does one change, in the table and in the oracle. */
async function apply(oracle: Oracle, id: string, each: Change): Promise<void> {
  const key = { tenantId: 'acme', id };
  const before = oracle.get(id);
  const keep = (task: Omit<Task, 'version'>, writes = 1): void => {
    oracle.set(id, withMonth({ ...task, version: (before?.version ?? 0) + writes }));
  };
  const refused = (sent: Promise<unknown>) => expect(sent).rejects.toMatchObject({ code: 'ConditionFailed' });
  switch (each.kind) {
    case 'create': {
      const sent = tasks()
        .create({ ...key, ...each.input })
        .send();
      if (before) await refused(sent);
      else keep(await sent);
      return;
    }
    case 'put':
    case 'batch': {
      const put = tasks().put({ ...key, ...each.input, version: before?.version ?? 0 });
      await (each.kind === 'put' ? put : batchWrite(put as never)).send();
      return keep({ rank: 1, count: 0, ...key, ...each.input });
    }
    case 'upsert':
      await tasks()
        .upsert({ ...key, ...each.input })
        .send();
      return keep({ rank: 1, count: 0, ...before, ...key, ...each.input });
    case 'delete':
      await tasks().delete(key).send();
      return void oracle.delete(id);
    case 'race': {
      const { rank: more, count } = each;
      const sent = [{ rank: more }, { count }, { count: 1, rank: 1 }].map((amounts) =>
        tasks().update(key).add(amounts).send(),
      );
      if (!before) return void (await Promise.all(sent.map(refused)));
      await Promise.all(sent);
      return keep({ ...before, rank: before.rank + more + 1, count: before.count + count + 1 }, 3);
    }
    default: {
      const [request, after] = changed(key, each, before);
      const sent = each.kind === 'transact' ? transactWrite(request as never).send() : request.send();
      if (before && after) {
        await sent;
        return keep(after);
      }
      const code = each.kind === 'transact' ? 'TransactionCanceled' : 'ConditionFailed';
      await expect(sent).rejects.toMatchObject({ code });
    }
  }
}

function changed(
  key: object,
  each: Extract<Change, { kind: 'set' | 'setIfNotExists' | 'transact' | 'remove' | 'add' }>,
  before: Task | undefined,
): [UpdateRequest<Task, Patch, Attributes>, Task | undefined] {
  const update = tasks().update(key);
  switch (each.kind) {
    case 'set':
    case 'transact':
      return [update.set(each.patch), before && { ...before, ...each.patch }];
    case 'setIfNotExists':
      return [update.setIfNotExists(each.patch), before && { ...each.patch, ...before }];
    case 'remove': {
      const left: { [name: string]: unknown } = { ...before };
      for (const name of each.names) delete left[name];
      return [update.remove(...each.names), before && (left as unknown as Task)];
    }
    case 'add': {
      const { rank: more, count } = each;
      const sums = before && { rank: before.rank + more, count: before.count + count };
      return [update.add({ rank: more, count }), before && { ...before, ...sums }];
    }
  }
}

/** Returns the stored form of a task: with exactly those index keys whose parts are all there. */
function storedOf(task: Task): { readonly [name: string]: AttributeValue } {
  const text = (S: string): AttributeValue => ({ S });
  const { tenantId, id, state: of, rank: at, count, due: until, month, owner: whose, version } = task;
  return {
    ...{
      pk: text(`T#${tenantId}`),
      sk: text(`TASK#${id}`),
      _type: text('Task'),
      tenantId: text(tenantId),
      id: text(id),
    },
    ...{ state: text(of), rank: { N: `${at}` }, count: { N: `${count}` }, version: { N: `${version}` } },
    ...(until && {
      ...{ due: text(until), month: text(`${month}`), gsi2pk: text(`T#${tenantId}#M#${month}`) },
      ...{ gsi1pk: text(`T#${tenantId}#S#${of}`), gsi1sk: text(`${String(at).padStart(4, '0')}#${until}`) },
    }),
    ...(whose && { owner: text(whose), lsi1sk: text(`${whose}#${String(count).padStart(6, '0')}`) }),
  };
}

/** The table and each index hold exactly what they should. */
async function compare(oracle: Oracle): Promise<void> {
  const all = [...oracle.values()].map(storedOf);
  const byKey = (items: readonly { readonly [name: string]: AttributeValue }[]) =>
    [...items].sort((a, b) => `${a.sk?.S}`.localeCompare(`${b.sk?.S}`));
  const scan = async (index?: string) => {
    const input = { TableName: table.name, ...(index && { IndexName: index }) };
    return byKey((await table.client.send(new ScanCommand(input))).Items ?? []);
  };
  expect(await scan()).toEqual(byKey(all));
  expect(await scan('gsi1')).toEqual(byKey(all.filter((item) => item.gsi1pk)));
  const keysOf = (items: typeof all, ...names: string[]) =>
    byKey(items).map((item) => Object.fromEntries(['pk', 'sk', ...names].map((name) => [name, item[name]])));
  expect(await scan('gsi2')).toEqual(
    keysOf(
      all.filter((item) => item.gsi2pk),
      'gsi2pk',
    ),
  );
  expect(await scan('lsi1')).toEqual(
    keysOf(
      all.filter((item) => item.lsi1sk),
      'lsi1sk',
    ),
  );
}

describeTransactions('thousands of changes of what sparse indexes are made of', () => {
  it('leave items and index entries as an oracle in memory has them', async () => {
    const oracle: Oracle = new Map();
    const rounds = fc.sample(fc.tuple(...IDS.map(() => change)), { numRuns: ROUNDS, seed: 7 });
    for (const [i, round] of rounds.entries()) {
      await Promise.all(round.map((each, n) => apply(oracle, IDS[n] as string, each)));
      if (i % 10 === 9) await compare(oracle);
    }
    await compare(oracle);
    expect(rounds.length * IDS.length).toBeGreaterThan(1000);
  }, 600_000);
});
