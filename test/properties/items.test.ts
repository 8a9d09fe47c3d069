import { isDeepStrictEqual } from 'node:util';
import { ValidationFailed } from '@tenantry/runtime';
import {
  type AttributeType,
  bigint,
  binary,
  boolean,
  createAccessor,
  createService,
  date,
  datetime,
  decimal,
  type EntityDefinition,
  enumeration,
  type GetRequest,
  integer,
  json,
  jsonCodec,
  type KeyCodec,
  lazy,
  list,
  map,
  number,
  type PutRequest,
  primaryKey,
  record,
  set,
  string,
  ttl,
  union,
} from '@tenantry/runtime/codegen-v1';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { useTable } from '../support/table.js';

const definition = { name: 'app', partitionKey: 'pk', sortKey: 'sk', marker: '_type', indexes: {} };
const table = useTable(definition);

/** A type and its values, as they are read. */
interface Sample {
  readonly type: AttributeType;
  readonly value: fc.Arbitrary<unknown>;
}

const text = fc.string({ unit: 'binary' }).filter((value) => !/\p{Surrogate}/u.test(value));
const time = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-01-01'), noInvalidDate: true });
const finite = fc
  .double({ noNaN: true, noDefaultInfinity: true, min: -1e100, max: 1e100 })
  .map((value) => (value === 0 || Math.abs(value) < 1e-100 ? 0 : value));

const scalars: readonly Sample[] = [
  { type: string(), value: text },
  { type: number(), value: finite },
  { type: integer(), value: fc.maxSafeInteger().map((value) => value + 0) },
  { type: bigint(), value: fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }) },
  { type: decimal(), value: fc.integer({ min: 1, max: 99_999 }).map((value) => `${value}.25`) },
  { type: boolean(), value: fc.boolean() },
  { type: binary(), value: fc.uint8Array({ minLength: 1, maxLength: 40 }) },
  { type: datetime(), value: time.map((value) => value.toISOString()) },
  { type: date(), value: time.map((value) => value.toISOString().slice(0, 10)) },
  { type: enumeration('a', 'b', 'c d'), value: fc.constantFrom('a', 'b', 'c d') },
  { type: json(), value: fc.jsonValue({ maxDepth: 3 }).map((value) => withoutNegativeZero(value)) },
  {
    type: set('string'),
    value: fc
      .uniqueArray(
        text.filter((each) => each !== ''),
        { minLength: 1 },
      )
      .map((all) => new Set(all)),
  },
  { type: ttl(), value: fc.integer({ min: 0, max: 4_000_000_000 }) },
  {
    type: set('binary'),
    value: fc
      .uniqueArray(fc.uint8Array({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4, selector: String })
      .map((all) => new Set(all)),
  },
  { type: set('number'), value: fc.uniqueArray(fc.integer(), { minLength: 1 }).map((all) => new Set(all)) },
];

/** A tree of any depth, and a union whose branch holds more of it. */
const tree: AttributeType = map({
  label: { type: string() },
  under: { type: list(lazy(() => tree)) },
  more: { type: union('kind', { leaf: map({ n: { type: integer() } }), node: lazy(() => tree) }), optional: true },
});
const trees: Sample = {
  type: tree,
  value: fc.letrec((again) => {
    const node = { label: text, under: fc.array(again('tree'), { maxLength: 2 }) };
    return {
      tree: fc.oneof(
        { maxDepth: 3 },
        fc.record({ label: text, under: fc.constant([]) }, { noNullPrototype: true }),
        fc.record(
          {
            ...node,
            more: fc.oneof(
              fc.record({ kind: fc.constant('leaf'), n: fc.integer() }, { noNullPrototype: true }),
              fc.record({ kind: fc.constant('node'), ...node }, { noNullPrototype: true }),
            ),
          },
          { requiredKeys: ['label', 'under'], noNullPrototype: true },
        ),
      ),
    };
  }).tree,
};

/** JSON has one zero, and DynamoDB keeps numbers from 1E-130 on. */
function withoutNegativeZero(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, each) =>
    typeof each === 'number' && Math.abs(each) < 1e-100
      ? 0
      : typeof each === 'number' && Math.abs(each) > 1e100
        ? 1
        : each,
  );
}

const scalar = fc.constantFrom(...scalars);
const sample: fc.Arbitrary<Sample> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.constant(trees) },
  {
    weight: 1,
    arbitrary: scalar.map(({ type, value }) => ({ type: list(type), value: fc.array(value, { maxLength: 4 }) })),
  },
  {
    weight: 1,
    arbitrary: scalar.map(({ type, value }) => ({
      type: record(type),
      value: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), value, { maxKeys: 4, noNullPrototype: true }),
    })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(scalar, scalar).map(([a, b]) => ({
      type: map({ a: { type: a.type }, b: { type: b.type, name: 'stored b', optional: true } }),
      value: fc.record({ a: a.value, b: b.value }, { requiredKeys: ['a'], noNullPrototype: true }),
    })),
  },
);

/** An entity of random attributes with one of its items. */
const modelAndItem = fc
  .array(fc.record({ sample, optional: fc.boolean(), renamed: fc.boolean() }), { minLength: 1, maxLength: 6 })
  .chain((attributes) => {
    const entity: EntityDefinition = {
      name: 'Thing',
      table: definition,
      scope: undefined,
      key: { partition: 'T#{id}', sort: 'N#{no:pad(4)}' },
      indexes: {},
      attributes: () => ({
        id: { type: string() },
        no: { type: integer() },
        ...Object.fromEntries(
          attributes.map(({ sample: { type }, optional, renamed }, i) => [
            `a${i}`,
            { type, ...(optional && { optional: true }), ...(renamed && { name: `stored-${i}` }) },
          ]),
        ),
      }),
    };
    const values = Object.fromEntries(attributes.map(({ sample: { value } }, i) => [`a${i}`, value]));
    const required = attributes.flatMap(({ optional }, i) => (optional ? [] : [`a${i}`]));
    return fc.record(
      {
        entity: fc.constant(entity),
        id: fc.uuid(),
        no: fc.integer({ min: 0, max: 9999 }),
        item: fc.record(values, { requiredKeys: required, noNullPrototype: true }),
      },
      { noNullPrototype: true },
    );
  });

/** Texts that are made of what templates are made of. */
const part = fc.string({
  minLength: 1,
  maxLength: 4,
  unit: fc.constantFrom('a', 'A', '#', '|', '-', '.', 'X', 'Z', '0', '1', ' ', 'é', '_'),
});

const PARAMETERS = {
  a: { text: '{a}', type: string(), value: part },
  b: { text: '{b}', type: string(), value: part },
  n: { text: '{n}', type: integer(), value: fc.integer({ min: -99, max: 99 }) },
  p: { text: '{p:pad(3)}', type: integer({ min: 0 }), value: fc.integer({ min: 0, max: 999 }) },
  t: { text: '{t}', type: datetime(), value: fc.constantFrom('1970-01-01T00:00:00.000Z', '2026-06-01T09:30:00.250Z') },
  e: { text: '{e}', type: enumeration('x', 'X', 'x#x'), value: fc.constantFrom('x', 'X', 'x#x') },
} as const;

const literal = fc.constantFrom('#', '|', 'X#', '#Z', '-', '#0#', 'a');

/** A template of some parameters, with a literal before, between and behind them. */
const template = (names: readonly (keyof typeof PARAMETERS)[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom('', 'X#', 'T|'), fc.array(literal, { minLength: names.length, maxLength: names.length }))
    .map(([first, literals]) =>
      names.reduce<string>((text, name, i) => text + (i === 0 ? '' : literals[i]) + PARAMETERS[name].text, first),
    )
    .chain((text) => fc.constantFrom(text, `${text}#`));

/** An entity whose key has random templates, and two sets of parameters that often are the same or nearly so. */
const keyModel = fc
  .shuffledSubarray(Object.keys(PARAMETERS) as (keyof typeof PARAMETERS)[], { minLength: 2 })
  .chain((names) => fc.tuple(fc.constant(names), fc.integer({ min: 1, max: names.length - 1 })))
  .chain(([names, cut]) => {
    const values = fc.record(Object.fromEntries(names.map((name) => [name, PARAMETERS[name].value])), {
      noNullPrototype: true,
    });
    return fc.record({
      entity: fc.tuple(template(names.slice(0, cut)), template(names.slice(cut))).map(
        ([partition, sort]): EntityDefinition => ({
          name: 'Thing',
          table: definition,
          scope: undefined,
          key: { partition, sort },
          indexes: {},
          attributes: () => Object.fromEntries(names.map((name) => [name, { type: PARAMETERS[name].type }])),
        }),
      ),
      one: values,
      other: values,
    });
  });

function builtKey(
  key: KeyCodec<object, 'pk' | 'sk', unknown>,
  values: object,
): { readonly pk: string; readonly sk: string } | undefined {
  try {
    return key.build(values);
  } catch (error) {
    expect(error).toBeInstanceOf(ValidationFailed);
    return undefined;
  }
}

interface Things {
  put(item: object): PutRequest<object, object>;
  get(key: object): GetRequest<object>;
}

describe('any item of any model', () => {
  it('is read from the engine as it was written, and comes back as JSON', async () => {
    await fc.assert(
      fc.asyncProperty(modelAndItem, async ({ entity, id, no, item }) => {
        const service = createService({ client: table.client, tables: { app: table.name } });
        const things = createAccessor<Things>(service, entity);
        const written = { id, no, ...item };
        const returned = await things.put(written).send();
        const found = await things.get({ id, no }).send();
        expect(isDeepStrictEqual(found, returned)).toBe(true);
        expect(found).toEqual(written);
        const codec = jsonCodec<object>(entity);
        const json = codec.encode(found as object);
        const received: unknown = JSON.parse(JSON.stringify(json));
        expect(received).toEqual(json);
        expect(codec.decode(received)).toEqual(written);
      }),
      { numRuns: 150 },
    );
  });

  it('has a key that is parsed back, and no other item has', () => {
    let built = 0;
    fc.assert(
      fc.property(keyModel, ({ entity, one, other }) => {
        const key = primaryKey<object, 'pk' | 'sk'>(entity);
        const keys = [one, other].map((values) => builtKey(key, values));
        [one, other].forEach((values, i) => {
          if (keys[i] !== undefined) expect(key.parse(keys[i])).toEqual(values);
        });
        // A text that could be read as two parts is refused; all others have a key of their own.
        if (keys.includes(undefined)) return;
        built++;
        expect(isDeepStrictEqual(keys[0], keys[1])).toBe(isDeepStrictEqual(one, other));
      }),
      { numRuns: 2000 },
    );
    expect(built).toBeGreaterThan(500);
  });
});
