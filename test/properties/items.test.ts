import { isDeepStrictEqual } from 'node:util';
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
  list,
  map,
  number,
  type PutRequest,
  primaryKey,
  record,
  set,
  string,
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
  { type: set('number'), value: fc.uniqueArray(fc.integer(), { minLength: 1 }).map((all) => new Set(all)) },
];

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

interface Things {
  put(item: object): PutRequest<object, object>;
  get(key: object): GetRequest<object>;
}

describe('any item of any model', () => {
  it('is read from the engine as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(modelAndItem, async ({ entity, id, no, item }) => {
        const service = createService({ client: table.client, tables: { app: table.name } });
        const things = createAccessor<Things>(service, entity);
        const written = { id, no, ...item };
        const returned = await things.put(written).send();
        const found = await things.get({ id, no }).send();
        expect(isDeepStrictEqual(found, returned)).toBe(true);
        expect(found).toEqual(written);
      }),
      { numRuns: 150 },
    );
  });

  it('has a key that is parsed back, and no other item has', () => {
    const entity = (partition: string, sort: string): EntityDefinition => ({
      name: 'Thing',
      table: definition,
      scope: undefined,
      key: { partition, sort },
      indexes: {},
      attributes: () => ({ a: { type: string() }, b: { type: string() }, n: { type: integer() } }),
    });
    const templates = fc.constantFrom(
      ['X#{a}', '{b}#{n}'],
      ['X#{a}#Y#{b}', 'N#{n:pad(6)}'],
      ['{a}|{b}', 'Z{n:pad(9)}'],
      ['T-{a}#', '{n}#{b}'],
    );
    const part = fc.string({
      minLength: 1,
      maxLength: 6,
      unit: fc.constantFrom('a', 'A', '-', '.', 'Z', '0', ' ', 'é', '_'),
    });
    const params = fc.record({ a: part, b: part, n: fc.integer({ min: 0, max: 99_999 }) }, { noNullPrototype: true });
    fc.assert(
      fc.property(templates, params, params, ([partition = '', sort = ''], one, other) => {
        const key = primaryKey<typeof one, 'pk' | 'sk'>(entity(partition, sort));
        expect(key.parse(key.build(one))).toEqual(one);
        expect(isDeepStrictEqual(key.build(one), key.build(other))).toBe(isDeepStrictEqual(one, other));
      }),
    );
  });
});
