import type { KeyTemplate } from '@tenantry/runtime';
import { parseKeyTemplate } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { commonKey } from '../../../generator/src/keys/common-key.js';
import { accepts } from '../../../generator/src/language/accepts.js';
import { patternLanguage } from '../../../generator/src/language/pattern-language.js';
import type { Field, Type } from '../../../generator/src/model/type.js';

const field = (name: string, type: Type, compute?: string): Field => ({
  name,
  storedName: name,
  type,
  optional: false,
  readonly: false,
  hidden: false,
  sensitive: false,
  ...(compute === undefined ? {} : { compute }),
});

const template = (text: string): KeyTemplate => parseKeyTemplate(text) as KeyTemplate;

const TYPES: Type[] = [
  { kind: 'string' },
  { kind: 'integer' },
  { kind: 'datetime', store: 'iso' },
  { kind: 'date', store: 'iso' },
  { kind: 'enum', values: ['red', 'green'] },
  { kind: 'string', pattern: '^[A-Z]{2}$' },
];
const [text, integer, datetime, date, colour, country] = TYPES as [Type, Type, Type, Type, Type, Type];

const key = (
  partition: string,
  sort: string,
  attributes: { readonly [name: string]: Type },
  compute: { readonly [name: string]: string } = {},
) => ({
  partition: template(partition),
  sort: template(sort),
  parameters: {
    attributes: Object.entries(attributes).map(([name, type]) => field(name, type, compute[name])),
    scopeParameters: new Set(['tenantId']),
    shards: 16,
  },
});

const sorts = (a: string, ofA: { readonly [name: string]: Type }, b: string, ofB: { readonly [name: string]: Type }) =>
  commonKey(key('T#{tenantId}', a, ofA), key('T#{tenantId}', b, ofB))?.sort;

describe('commonKey', () => {
  it('finds a key that both make', () => {
    expect(sorts('NOTE#{id}', { id: text }, '{kind}#{id}', { kind: text, id: text })).toBe('NOTE#a');
    expect(sorts('{c}#{id}', { c: colour, id: text }, 'green#{n}', { n: integer })).toBe('green#0');
    expect(sorts('{at}', { at: datetime }, '{x}', { x: text })).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(sorts('{n:pad(4)}', { n: integer }, '{at:yyyy}', { at: datetime })).toMatch(/^\d{4}$/);
  });

  it('proves that there is none', () => {
    expect(sorts('NOTE#{id}', { id: text }, 'LINE#{id}', { id: text })).toBeUndefined();
    expect(sorts('NOTE', {}, 'NOTE#{id}', { id: text })).toBeUndefined();
    expect(sorts('{id}', { id: text }, '{id}#{n}', { id: text, n: text })).toBe('a#a');
    expect(sorts('{a}#{b}', { a: text, b: text }, '{a}#{b}#{c}', { a: text, b: text, c: text })).toBeUndefined();
    expect(sorts('{day}', { day: date }, '{at}', { at: datetime })).toBeUndefined();
    expect(sorts('{n:pad(4)}', { n: integer }, '{n:pad(5)}', { n: integer })).toBeUndefined();
    expect(sorts('{c}', { c: country }, '{c}', { c: { kind: 'string', pattern: '^[A-Z]{3,}$' } })).toBeUndefined();
    expect(sorts('{name:lower}', { name: text }, '{c}', { c: country })).toBeUndefined();
  });

  it('reads computed attributes and shards', () => {
    const month = key('T#{tenantId}#{month}', 'X', { month: text, at: datetime }, { month: '{at:yyyy-MM}' });
    const word = (pattern: string) => key('T#{tenantId}#{word}', 'X', { word: { kind: 'string', pattern } });
    expect(commonKey(month, word('^[a-z]+$'))).toBeUndefined();
    expect(commonKey(month, word('^[0-9-]+$'))?.partition).toMatch(/^T#a#\d{4}-\d\d$/);
    const shard = key('T#{tenantId}#{shard}', 'X', {});
    expect(commonKey(shard, word('^[0-9]{2}$'))).toBeDefined();
    expect(commonKey(shard, word('^[0-9]{3}$'))).toBeUndefined();
  });

  it('keeps one value for a parameter in both parts', () => {
    const club = key('T#{tenantId}', 'CLUB#{tenantId}', {});
    expect(commonKey(club, key('T#{tenantId}', '{kind}#{id}', { kind: text, id: text }))).toEqual({
      partition: 'T#a',
      sort: 'CLUB#a',
    });
  });
});

describe('patternLanguage', () => {
  it.each([
    ['^[A-Z]{2}$', ['DE'], ['D', 'DEU', 'de']],
    ['^INV-\\d{4,}$', ['INV-0001', 'INV-12345'], ['INV-1', 'inv-0001']],
    ['^[^#]+$', ['abc'], ['a#b', '']],
    ['^a?b*c$', ['c', 'abbbc', 'ac'], ['aac', 'ab']],
    ['^\\w[\\w.-]*$', ['a.b-c'], ['-a']],
    ['^[A-Z0-9-]{3,8}$', ['D-EABC'], ['d-eabc', 'AB', 'ABCDEFGHI']],
    ['^(a|bc)+$', ['a', 'bca', 'aabc'], ['', 'b', 'cb']],
    ['^a|b$', ['a', 'ax', 'xb'], ['xa', 'bx']],
    ['abc', ['abc', 'xabcx'], ['ab']],
    ['^a+?$', ['aa'], ['', 'b']],
    ['^(?:x|(?<n>y{2}))z?$', ['x', 'yyz'], ['y', 'xzz']],
    ['^\\p{Lu}\\P{Lu}$', ['Éé', 'Aa'], ['aA']],
    ['^[\\b\\u{1F600}\\uD83D\\uDE01\\x41\\cA\\0]$', ['\b', '😀', '😁', 'A', '\u0001', '\0'], ['B']],
    ['^[\\s\\-\\]a-c]{2}$', [' -', ']c', '\u00a0b'], ['dd', 'a']],
    ['^(?:\\d{1,3}\\.){3}\\d{1,3}$', ['10.0.0.1'], ['10.0.0', '1000.0.0.1']],
    ['^.$', ['😀', 'a'], ['\n', '']],
  ] as [string, string[], string[]][])('%s', (pattern, good, bad) => {
    const language = patternLanguage(pattern);
    if (language === undefined) throw new Error('not understood');
    for (const word of [...good, ...bad])
      expect([word, accepts(language, word)]).toEqual([word, new RegExp(pattern, 'u').test(word)]);
    for (const word of good) expect(accepts(language, word)).toBe(true);
  });

  it.each(['^(a)\\1$', '^(?<n>a)\\k<n>$', '('])('has none for %s', (pattern) => {
    expect(patternLanguage(pattern)).toBeUndefined();
  });

  it.each([
    ['^(?=.*\\d)[a-z0-9]+$', ['a1'], ['A1']],
    ['^(?!x)\\w+\\b$', ['ax'], ['-']],
    ['^(^a|b$)$', ['a', 'b'], ['c']],
  ])('is wider than %s, never narrower', (pattern, good, bad) => {
    const language = patternLanguage(pattern);
    if (language === undefined) throw new Error('not understood');
    for (const word of good) expect([word, accepts(language, word)]).toEqual([word, true]);
    for (const word of bad) expect([word, accepts(language, word)]).toEqual([word, false]);
  });
});
