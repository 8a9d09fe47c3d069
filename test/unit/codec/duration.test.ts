import type { AttributeType, ValueProblem } from '@tenantry/runtime';
import { duration, list, map, record } from '@tenantry/runtime/codegen-v1';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accepts } from '../../../generator/src/language/accepts.js';
import { duration as kind } from '../../../generator/src/types/duration.js';
import { objectSchema } from '../../../runtime/src/json/json-schema.js';

const iso = duration();
const seconds = duration({ store: 'seconds' });

function encode(type: AttributeType, value: unknown) {
  const problems: ValueProblem[] = [];
  const stored = type.encode(value, 'a', (problem) => problems.push(problem));
  return { stored, problems: problems.map(({ message }) => message) };
}

type Value = readonly [text: string, seconds: number | undefined, read?: string];

const VALUES: readonly Value[] = [
  ['PT0S', 0],
  ['P0D', 0, 'PT0S'],
  ['PT1H30M', 5400],
  ['PT90M', 5400, 'PT1H30M'],
  ['PT1H5S', 3605],
  ['P4W', 28 * 86_400, 'P28D'],
  ['P1DT1S', 86_401],
  ['PT25H', 90_000, 'P1DT1H'],
  ['P0Y0M1D', 86_400, 'P1D'],
  ['P999999999D', 86_400 * 999_999_999],
  ['P1Y', undefined],
  ['P1Y2M3DT4H5M6S', undefined],
  ['P1M', undefined],
];

describe('durations', () => {
  it.each(VALUES.map((value) => ({ value })))('$value come back as text, or as so many seconds', ({ value }) => {
    const [text, sum, read = text] = value;
    expect(encode(iso, text)).toEqual({ stored: { S: text }, problems: [] });
    expect(iso.decode({ S: text }, 'a')).toBe(text);
    expect(iso.fromKeyPart?.(text)).toBe(text);
    expect(accepts(kind.key?.language({ kind: 'duration', store: 'iso' }) as never, text)).toBe(true);
    const { stored, problems } = encode(seconds, text);
    if (sum === undefined)
      return expect(problems).toEqual(['has years or months, which are no fixed number of seconds']);
    expect(stored).toEqual({ N: String(sum) });
    expect(seconds.decode({ N: String(sum) }, 'a')).toBe(read);
    expect(seconds.toKeyPart?.(text, 'a', () => {})).toBe(String(sum));
    expect(seconds.fromKeyPart?.(String(sum))).toBe(read);
    expect(accepts(kind.key?.language({ kind: 'duration', store: 'seconds' }) as never, String(sum))).toBe(true);
  });

  it.each([
    '',
    'P',
    'PT',
    'P1DT',
    'T1H',
    '1H',
    'pt1h',
    'P1H',
    'PT1D',
    'P1M1Y',
    'PT1S1M',
    '-PT1H',
    'P-1D',
    'PT1.5S',
    'PT1,5S',
    'P1W1D',
    'P1YW',
    'P1234567890D',
    ' PT1H',
    'PT1H\n',
    'P١D',
  ])('%j is none', (text) => {
    for (const type of [iso, seconds]) {
      expect(encode(type, text).problems).toEqual(['is not an ISO 8601 duration such as PT1H30M']);
      expect(type.toKeyPart?.(text, 'a', () => {})).toBeUndefined();
    }
    expect(iso.fromKeyPart?.(text)).toBeUndefined();
    expect(() => iso.decode({ S: text }, 'a')).toThrow();
  });

  it.each([1, null, undefined, {}, new Date(0), 1n])('%s is of another type', (value) => {
    for (const type of [iso, seconds]) expect(encode(type, value).problems[0]).toMatch(/not an ISO 8601 duration$/);
  });

  it.each([{ S: 'PT1H' }, { N: '-1' }, { N: '1.5' }, { N: '86400000000001' }, { N: '1e30' }, { BOOL: true }])(
    '%j is not stored by us',
    (stored) => {
      expect(() => seconds.decode(stored as never, 'a')).toThrow();
      if (!('S' in stored)) expect(() => iso.decode(stored as never, 'a')).toThrow();
    },
  );

  it('are limited in seconds, and as operands of conditions they are not', () => {
    const limited = duration({ store: 'seconds', min: 60, max: 3600 });
    expect(encode(limited, 'PT59S').problems).toEqual(['is less than PT1M']);
    expect(encode(limited, 'P1D').problems).toEqual(['is greater than PT1H']);
    expect(encode(seconds, 'P999999999DT1S').problems).toEqual(['is greater than P999999999D']);
    expect(limited.operand?.('P1D', 'a', () => {})).toEqual({ N: '86400' });
    expect(limited.toKeyPart?.('P1D', 'a', () => {})).toBeUndefined();
    // Stored before the limit was: it is read.
    expect(limited.decode({ N: '86400' }, 'a')).toBe('P1D');
  });

  it('of any seconds are one text, in keys too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400 * 999_999_999 }), (sum) => {
        const text = seconds.decode({ N: String(sum) }, 'a');
        expect(encode(seconds, text).stored).toEqual({ N: String(sum) });
        expect(seconds.fromKeyPart?.(String(sum))).toBe(text);
        expect(encode(iso, text).stored).toEqual({ S: text });
      }),
    );
  });

  it('refuse key texts that they do not write', () => {
    for (const text of ['', '01', '-1', '1.5', '1e3', '99999999999999'])
      expect(seconds.fromKeyPart?.(text), text).toBeUndefined();
  });

  it('stand in lists, maps and records, and have a JSON Schema', () => {
    const shape = map({ at: seconds, all: list(iso), by: record(seconds) });
    const value = { at: 'PT1H', all: ['P1M'], by: { a: 'PT2S' } };
    const { stored } = encode(shape, value);
    expect(stored).toEqual({ M: { at: { N: '3600' }, all: { L: [{ S: 'P1M' }] }, by: { M: { a: { N: '2' } } } } });
    expect(shape.decode(stored as never, 'a')).toEqual(value);
    const schema = { type: 'string', format: 'duration' };
    expect(objectSchema([{ label: 'a', type: list(seconds) }])).toMatchObject({ properties: { a: { items: schema } } });
    expect(objectSchema([{ label: 'a', type: iso }])).toMatchObject({ properties: { a: schema } });
  });
});
