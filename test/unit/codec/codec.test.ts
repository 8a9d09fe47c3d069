import type { AttributeType, ValueProblem } from '@tenantry/runtime';
import {
  bigint,
  boolean,
  date,
  datetime,
  decimal,
  enumeration,
  integer,
  json,
  list,
  map,
  number,
  record,
  scopeParameter,
  set,
  string,
  ttl,
  union,
} from '@tenantry/runtime/codegen-v1';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addExactly, exactNumber, parseDecimal, roundToStored, storable } from '../../../runtime/src/codec/exact.js';
import { ulid } from '../../../runtime/src/codec/generate.js';

function encode(type: AttributeType, value: unknown) {
  const problems: ValueProblem[] = [];
  const stored = type.encode(value, 'a', (problem) => problems.push(problem));
  return { stored, problems: problems.map(({ path, message }) => `${path} ${message}`) };
}

const shape = map({
  x: { type: integer() },
  y: { type: string(), optional: true },
  z: { type: string(), default: 'd' },
});
const shapes = union('kind', { dot: map({ x: { type: integer() } }), line: map({ to: { type: string() } }) });

describe('values come back as they went', () => {
  it.each<[string, AttributeType, unknown, unknown?]>([
    ['string', string(), 'é'],
    ['empty string', string(), ''],
    ['number', number(), 0.1],
    ['large number', number(), 1e125],
    ['integer', integer(), 2 ** 53 - 1],
    ['bigint', bigint(), 10n ** 37n],
    ['decimal', decimal(), '19.99'],
    ['boolean', boolean(), false],
    ['datetime', datetime(), '2026-06-01T11:30:00+02:00', '2026-06-01T09:30:00.000Z'],
    ['Date', datetime(), new Date(0), '1970-01-01T00:00:00.000Z'],
    ['seconds', datetime({ store: 'epoch-seconds' }), '2026-06-01T00:00:00Z', '2026-06-01T00:00:00.000Z'],
    ['date', date(), '2024-02-29'],
    ['ttl', ttl(), 1_800_000_000],
    ['enum', enumeration('a', 'b'), 'a'],
    ['list', list(integer()), [1, 2]],
    ['set', set('number'), [2, 1, 2], new Set([1, 2])],
    ['map', shape, { x: 1 }, { x: 1, z: 'd' }],
    ['record', record(integer()), { a: 1, b: 2 }],
    ['json', json(), { a: [null, true, 'x', 1.5, {}] }],
    ['union', shapes, { kind: 'line', to: 'b' }],
  ])('%s', (_, type, value, seen = value) => {
    const { stored, problems } = encode(type, value);
    expect(problems).toEqual([]);
    expect(type.decode(stored as never, 'a')).toEqual(seen);
  });

  it('json of any kind', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { stored, problems } = encode(json(), value);
        // Numbers beyond DynamoDB's range are refused, not rounded.
        if (problems.length > 0) return;
        expect(json().decode(stored as never, 'a')).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('values are refused', () => {
  it.each<[AttributeType, unknown, string]>([
    [string({ minLength: 2 }), 'a', 'a is shorter than 2'],
    [string({ format: 'email' }), 'x', 'a is not a valid email'],
    [string(), '\ud800', 'a holds half of a surrogate pair'],
    [scopeParameter(), 'a#b', 'a does not match'],
    [number(), Number.NaN, 'a is not finite'],
    [number(), 1e126, 'a is outside of'],
    [integer(), 2 ** 53, 'a is not a whole number between'],
    [integer({ min: 0 }), -1, 'a is less than 0'],
    [bigint(), 10n ** 38n, 'a has more than 38 digits'],
    [decimal(), '1.2.3', 'a is not a decimal number'],
    [datetime(), '2026-02-30T00:00:00Z', 'a names a day that does not exist'],
    [datetime(), '2026-06-01T00:00:00', 'a is not an ISO 8601'],
    [datetime(), '2026-06-01T00:00:00.0001Z', 'a is more precise than a millisecond'],
    [datetime(), new Date(Number.NaN), 'a is an invalid Date'],
    [date(), '2026-06-01T00:00:00Z', 'a is not an ISO 8601 date'],
    [date(), new Date(1), 'a has a time of day'],
    [ttl(), Date.now(), 'a looks like milliseconds'],
    [enumeration('a', 'b'), 'c', 'a is none of a, b'],
    [set('string'), [], 'a is an empty set'],
    [list(integer()), [1, 'x', 2, 'y'], 'a[1] is a value of type string, not an integer\na[3]'],
    [shape, { y: null, q: 1 }, 'a.x is missing\na.y is null, not a string\na.q is not a field'],
    [json(), { a: [undefined] }, 'a.a[0] is not a JSON value'],
    [shapes, { kind: 'arc' }, 'a.kind is none of dot, line'],
  ])('%#', (type, value, problem) => {
    const { stored, problems } = encode(type, value);
    expect(stored).toBeUndefined();
    expect(problems.join('\n')).toContain(problem);
  });
});

describe('objects with a class', () => {
  class Money {
    #amount = 5;
    get amount() {
      return this.#amount;
    }
    get kind() {
      return 'money';
    }
  }

  it('give the values of their getters, and nothing that every object has', () => {
    const fields = { amount: integer(), constructor: { type: string(), optional: true as const } };
    expect(encode(map(fields), new Money()).stored).toEqual({ M: { amount: { N: '5' } } });
    const stored = { M: { amount: { N: '5' }, kind: { S: 'money' } } };
    expect(encode(union('kind', { money: map(fields) }), new Money()).stored).toEqual(stored);
  });
});

describe('what is not a plain object', () => {
  class Money {
    amount = 5;
  }
  const loose = map({ amount: { type: integer(), optional: true } });
  const others: readonly unknown[] = [
    Promise.resolve({ amount: 5 }),
    new Error('x'),
    new URL('https://example.com'),
    /x/,
    new String('x'),
    new Float32Array(1),
    new Money(),
  ];

  it.each(others)('is no JSON, no record and no field of JSON: %s', (value) => {
    for (const [type, given] of [
      [json(), value],
      [json(), { inside: [value] }],
      [record(integer()), value],
    ] as const) {
      const { stored, problems } = encode(type, given);
      expect(stored).toBeUndefined();
      expect(problems).toHaveLength(1);
    }
  });

  it('is not a map while it is still to be awaited', () => {
    expect(encode(loose, others[0]).problems).toEqual(['a is a promise or an unsent request, not an object']);
    expect(encode(json(), others[0]).problems).toEqual(['a is not a JSON value, but a promise or an unsent request']);
    expect(encode(json(), Object.assign(Object.create(null), { a: 1 })).stored).toEqual({ M: { a: { N: '1' } } });
  });
});

describe('times stored as numbers', () => {
  const types = (['epoch-seconds', 'epoch-millis'] as const).flatMap((store) => [datetime({ store }), date({ store })]);

  it('of any size are a time or an error that names the attribute', () => {
    const sizes = ['1e20', '-1e20', '8640000000000001', '-99999999999999', '253402300800000', '9e125', '1e-130'];
    for (const type of types)
      for (const N of sizes) {
        try {
          expect(type.decode({ N }, 'a')).toMatch(/^\d{4}-/);
        } catch (error) {
          expect(error).toMatchObject({ code: 'DecodeFailed', problems: [{ path: 'a' }] });
        }
      }
  });

  it('keep milliseconds, and a date refuses a time of day', () => {
    expect(datetime({ store: 'epoch-seconds' }).decode({ N: '1.001' }, 'a')).toBe('1970-01-01T00:00:01.001Z');
    expect(() => date({ store: 'epoch-seconds' }).decode({ N: '1' }, 'a')).toThrow('has a time of day');
    expect(date({ store: 'epoch-seconds' }).decode({ N: '86400' }, 'a')).toBe('1970-01-02');
  });
});

describe('sets of bytes', () => {
  it('hold equal bytes once, as DynamoDB asks', () => {
    const bytes = [new Uint8Array([1]), new Uint8Array([1]), new Uint8Array([1, 1]), new Uint8Array([])];
    expect(encode(set('binary'), bytes).stored).toEqual({ BS: [bytes[1], bytes[2], bytes[3]] });
  });
});

describe('numbers', () => {
  it('that a double does not hold are an error, and of a fraction the nearest one', () => {
    expect(() => number().decode({ N: '12345678901234567891' }, 'a')).toThrow('cannot hold exactly');
    expect(number().decode({ N: '10.3333333333333333' }, 'a')).toBe(10 + 0.3333333333333333);
    expect(() => integer().decode({ N: '9007199254740993' }, 'a')).toThrow();
    expect(() => integer().decode({ N: '1.5' }, 'a')).toThrow();
    expect(exactNumber('0.1')).toBe(0.1);
    expect(exactNumber('123456789012345678')).toBeUndefined();
    expect(exactNumber('100000000000000000000')).toBe(1e20);
  });

  it('of any size come back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const { stored } = encode(number(), value);
        if (stored?.N !== undefined) expect(number().decode(stored, 'a')).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('are rounded to what can be stored, to the side that is asked for', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n }), (value) => {
        const [down, up] = (['down', 'up'] as const).map((side) => roundToStored(`${value}`, side));
        for (const text of [down, up]) expect(storable(parseDecimal(text as string) as never)).toBe(true);
        const below = BigInt(addExactly(down as string, '0'));
        const above = BigInt(addExactly(up as string, '0'));
        const digits = `${value}`.replace('-', '').replace(/0+$/, '').length;
        return digits <= 38 ? below === value && above === value : below < value && value < above;
      }),
    );
  });

  it('add up exactly', () => {
    expect(addExactly('0.1', '0.2')).toBe('0.3');
    expect(addExactly('5', '-7')).toBe('-2');
    expect(addExactly('1e3', '0.5')).toBe('1000.5');
    expect(addExactly('-0.5', '0.5')).toBe('0');
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        (a, b) => addExactly(`${a}`, `${b}`) === `${a + b}`,
      ),
    );
  });
});

describe('ulid', () => {
  it('sorts by time', () => {
    const [a, b] = [ulid(1), ulid(2)];
    expect(a).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    expect(a < b).toBe(true);
    expect(ulid(1_469_918_176_385).slice(0, 10)).toBe('01ARYZ6S41');
  });
});
