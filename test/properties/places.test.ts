import { type AttributeValue, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ConditionFailed, RequestRefused, ValidationFailed } from '@tenantry/runtime';
import {
  type Attribute,
  type AttributeType,
  bigint,
  boolean,
  createAccessor,
  createService,
  datetime,
  decimal,
  type EntityDefinition,
  enumeration,
  type GetRequest,
  integer,
  json,
  lazy,
  list,
  map,
  number,
  record,
  set,
  string,
  ttl,
  type UpdateRequest,
  union,
} from '@tenantry/runtime/codegen-v1';
import { describe, expect, it } from 'vitest';
import { useTable } from '../support/table.js';

// Every kind of place × every kind of value × every operation × every state of the stored item, on an engine: refused with
// a typed error and nothing written, or done and the item can be read.

interface Kind {
  readonly type: AttributeType;
  readonly stored: AttributeValue;
  /** Values that callers may give: of the type, at its limits, and of none. */
  readonly values: readonly unknown[];
}

const text = (S: string): AttributeValue => ({ S });
const KINDS: { readonly [kind: string]: Kind } = {
  string: { type: string({ maxLength: 3 }), stored: text('a'), values: ['b', 'long text', 5] },
  enum: { type: enumeration('a', 'b'), stored: text('a'), values: ['b', 'c'] },
  number: { type: number(), stored: { N: '0.3333333333333333' }, values: [10, 9007199254740991, -0.1] },
  integer: { type: integer({ min: 0, max: 5 }), stored: { N: '4' }, values: [1, 4, 9] },
  open: { type: integer(), stored: { N: '9007199254740990' }, values: [1, 5, 1.5] },
  bigint: { type: bigint(), stored: { N: '7' }, values: [3n, 10n ** 37n] },
  decimal: { type: decimal(), stored: { N: '1.5' }, values: ['0.25', 'x'] },
  ttl: { type: ttl(), stored: { N: '1780000000' }, values: [3600, 99_999_999_999] },
  boolean: { type: boolean(), stored: { BOOL: true }, values: [false] },
  datetime: {
    type: datetime({ store: 'epoch-seconds' }),
    stored: { N: '1780000000' },
    values: ['2026-06-01T00:00:00Z'],
  },
  set: { type: set('string'), stored: { SS: ['a', 'b'] }, values: [['a'], ['a', 'b'], ['b', 'a', 'c'], []] },
  bytes: {
    type: set('binary'),
    stored: { BS: [new Uint8Array([1])] },
    values: [[new Uint8Array([1]), new Uint8Array([1])]],
  },
  numbers: { type: set('number'), stored: { NS: ['1', '2'] }, values: [[1, 2], [1]] },
  list: { type: list(string({ maxLength: 2 })), stored: { L: [text('a')] }, values: [['b'], [], ['long'], 'b'] },
  map: { type: map({ in: string() }), stored: { M: { in: text('a') } }, values: [{ in: 'b' }, {}] },
  record: { type: record(integer()), stored: { M: { k: { N: '1' } } }, values: [{ k: 2 }, {}] },
  json: { type: json(), stored: { L: [text('a')] }, values: [['b'], 'b', null] },
};

/** Where the value stands: how an item holds it, and the steps to it. */
interface Place {
  attribute(type: AttributeType): Attribute;
  /** Without a value: as an item that has none there. */
  store(value: AttributeValue | undefined): AttributeValue | undefined;
  readonly steps: readonly (string | number)[];
}

const fieldOf = (modifiers: object): Place => ({
  attribute: (type) => ({ type: map({ f: { type, ...modifiers }, other: { type: string(), optional: true } }) }),
  store: (value) => ({ M: { ...(value && { f: value }), other: text('x') } }),
  steps: ['f'],
});
const variantOf = (
  tag: string,
  variants: (type: AttributeType) => { readonly [tag: string]: AttributeType },
): Place => ({
  attribute: (type) => ({ type: union('is', variants(type)) }),
  store: (value) => ({ M: { is: text(tag), ...(value && { f: value }) } }),
  steps: ['f'],
});
const twoVariants = (type: AttributeType) => ({ a: map({ f: type }), b: map({ g: { type, optional: true } }) });
const otherTypes = (type: AttributeType) => ({
  a: map({ f: { type, optional: true } }),
  b: map({ f: string({ maxLength: 3 }) }),
  c: map({ f: { type, name: 'stored', optional: true } }),
});

const PLACES: { readonly [place: string]: Place } = {
  required: { attribute: (type) => ({ type }), store: (value) => value, steps: [] },
  optional: { attribute: (type) => ({ type, optional: true }), store: (value) => value, steps: [] },
  'required field': fieldOf({}),
  'optional field': fieldOf({ optional: true }),
  'renamed field': {
    ...fieldOf({ name: 's', optional: true }),
    store: (value) => ({ M: { ...(value && { s: value }) } }),
  },
  element: { attribute: (type) => ({ type: list(type) }), store: (value) => ({ L: value ? [value] : [] }), steps: [0] },
  'key of a record': {
    attribute: (type) => ({ type: record(type) }),
    store: (value) => ({ M: { ...(value && { 'k.x': value }) } }),
    steps: ['k.x'],
  },
  'field of an element': {
    attribute: (type) => ({ type: list(map({ f: type })) }),
    store: (value) => ({ L: [{ M: { ...(value && { f: value }) } }] }),
    steps: [0, 'f'],
  },
  'field of a later type': {
    attribute: (type) => ({ type: lazy(() => map({ f: type })) }),
    store: (value) => ({ M: { ...(value && { f: value }) } }),
    steps: ['f'],
  },
  'field of the stored variant': variantOf('a', twoVariants),
  'field of another variant': { ...variantOf('b', twoVariants), store: () => ({ M: { is: text('b') } }) },
  'field that is of other types in variants': variantOf('a', otherTypes),
  'the same, of the other type': {
    ...variantOf('b', otherTypes),
    store: () => ({ M: { is: text('b'), f: text('a') } }),
  },
  'the same, under another name': { ...variantOf('c', otherTypes), store: () => ({ M: { is: text('c') } }) },
  discriminator: {
    ...variantOf('a', (type) => ({ a: map({ f: { type, optional: true } }), b: map({}) })),
    steps: ['is'],
  },
  'inside of json': {
    attribute: () => ({ type: json() }),
    store: (value) => ({ M: { ...(value?.S && { f: value }) } }),
    steps: ['f'],
  },
};

const METHODS = [
  'set',
  'setIfNotExists',
  'remove',
  'add',
  'subtract',
  'append',
  'prepend',
  'addToSet',
  'deleteFromSet',
];
const STATES = ['there', 'absent', 'no attribute'] as const;

interface Accessor {
  get(key: object): GetRequest<unknown>;
  update(key: object): UpdateRequest<object, object, object>;
}

const app = { name: 'app', partitionKey: 'pk', sortKey: 'sk', marker: '_type', indexes: {} } as const;
const table = useTable(app);

function accessorOf(attribute: Attribute): Accessor {
  const entity: EntityDefinition = {
    ...{ name: 'Thing', table: app, scope: undefined, indexes: {} },
    key: { partition: 'T', sort: '{id}' },
    attributes: () => ({ id: string(), v: attribute }),
  };
  return createAccessor<Accessor>(createService({ client: table.client, tables: { app: table.name } }), entity);
}

interface Tried {
  readonly name: string;
  readonly before: AttributeValue | undefined;
  readonly readable: boolean;
  readonly outcome: 'done' | 'refused';
  readonly error: unknown;
  readonly after: AttributeValue | undefined;
  readonly unread: unknown;
}

/** Calls the method as a user would, by a path; for attributes by name too. */
function request(
  accessor: Accessor,
  id: string,
  method: string,
  steps: Place['steps'],
  value: unknown,
  byName: boolean,
) {
  const update = accessor.update({ id }) as never as {
    [method: string]: (...given: unknown[]) => { send(): Promise<void> };
  };
  if (byName) return update[method]?.(method === 'remove' ? 'v' : { v: value });
  const choose = (m: { v: { at(step: string | number): never } }) =>
    steps.reduce((at: { at(step: string | number): never }, step) => at.at(step), m.v);
  return method === 'remove' ? update.remove?.(choose) : update[method]?.(choose, value);
}

interface Case extends Pick<Tried, 'name' | 'before' | 'readable'> {
  readonly id: string;
  call(): { send(): Promise<void> } | undefined;
}

/** Sends what the client does not refuse by itself, and reads what it left. */
async function attempt(accessor: Accessor, { id, call, ...rest }: Case): Promise<Tried> {
  let request: ReturnType<typeof call>;
  try {
    request = call();
  } catch (error) {
    return { ...rest, error, outcome: 'refused', after: rest.before, unread: undefined };
  }
  const Key = { pk: text('T'), sk: text(id) };
  const v = rest.before && { v: rest.before };
  await table.client.send(
    new PutItemCommand({ TableName: table.name, Item: { ...Key, id: text(id), _type: text('Thing'), ...v } }),
  );
  const error = await request?.send().then(none, (thrown: unknown) => thrown);
  const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key }));
  const read = error === undefined && rest.readable ? accessor.get({ id }).send() : undefined;
  const unread = await read?.then(none, (thrown: unknown) => thrown);
  return { ...rest, error, outcome: error === undefined ? 'done' : 'refused', after: Item?.v, unread };
}

const none = (): undefined => undefined;

/** Every how many changes one is tried: some among the tests, all with EVERY=1. */
const EVERY = Number(process.env.EVERY ?? 7);

describe('places × values × operations × states', () => {
  it('are refused by a typed error with nothing written, or leave an item that can be read', async () => {
    const all: Tried[] = [];
    let count = 0;
    for (const [placeName, place] of Object.entries(PLACES)) {
      for (const [kindName, { type, stored, values }] of Object.entries(KINDS)) {
        const accessor = accessorOf(place.attribute(type));
        const cases = STATES.flatMap((state) => {
          const before = state === 'no attribute' ? undefined : place.store(state === 'there' ? stored : undefined);
          const attribute = place.attribute(type);
          const readable = before === undefined ? attribute.optional === true : canRead(attribute.type, before);
          return METHODS.flatMap((method) =>
            (method === 'remove' ? [undefined] : values).flatMap((value, i) =>
              (place.steps.length === 0 ? [true, false] : [false]).map((byName): Case => {
                const name = `${placeName}, ${kindName}, ${state}: ${method} ${i}${byName ? ' by name' : ''}`;
                const id = `${kindName}-${state}-${method}-${i}-${byName}`;
                const call = () => request(accessor, id, method, place.steps, value, byName);
                return { id, name, before, readable, call };
              }),
            ),
          );
        }).filter(() => count++ % EVERY === 0);
        for (let i = 0; i < cases.length; i += 16)
          all.push(...(await Promise.all(cases.slice(i, i + 16).map((each) => attempt(accessor, each)))));
      }
    }
    const done = all.filter(({ outcome }) => outcome === 'done');
    const [refused, failed] = [ValidationFailed, RequestRefused, ConditionFailed].map(
      (type) => all.filter(({ error }) => error instanceof type).length,
    );
    console.log(
      `${all.length} changes of ${Object.keys(PLACES).length} kinds of places × ${Object.keys(KINDS).length} of values × ${METHODS.length} operations × ${STATES.length} states: ` +
        `${done.length} done, ${all.length - done.length} refused (${refused} by validation, ${failed} by DynamoDB's document paths).`,
    );
    const typed = (error: unknown) =>
      [ValidationFailed, RequestRefused, ConditionFailed].some((type) => error instanceof type);
    expect(
      all.filter(({ error }) => error !== undefined && !typed(error)).map(({ name, error }) => `${name}: ${error}`),
    ).toEqual([]);
    expect(
      done.filter(({ readable, unread }) => readable && unread).map(({ name, unread }) => `${name}: ${unread}`),
    ).toEqual([]);
    const changed = all.filter(({ outcome, before, after }) => outcome === 'refused' && !same(before, after));
    expect(changed.map(({ name }) => name)).toEqual([]);
    expect(done.length).toBeGreaterThan(all.length / 8);
  }, 300_000);
});

const same = (a: AttributeValue | undefined, b: AttributeValue | undefined): boolean => expectEqual(a, b);

function expectEqual(a: unknown, b: unknown): boolean {
  try {
    expect(b).toEqual(a);
    return true;
  } catch {
    return false;
  }
}

function canRead(type: AttributeType, stored: AttributeValue): boolean {
  try {
    type.decode(stored, 'v');
    return true;
  } catch {
    return false;
  }
}
