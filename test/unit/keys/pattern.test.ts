import { keyTemplate } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import {
  hasWildcard,
  keyPatterns,
  type ParameterSource,
  patternTags,
  patternText,
} from '../../../generator/src/keys/pattern.js';
import { fixedWidth } from '../../../generator/src/language/fixed-width.js';
import { patternLanguage } from '../../../generator/src/language/pattern-language.js';
import type { Field } from '../../../generator/src/model/type.js';
import { field } from '../../support/flight-club-model.js';

const source = (attributes: readonly Field[] = [], extra: Partial<ParameterSource> = {}): ParameterSource => ({
  attributes,
  tagOf: (name) => (name === 'tenantId' ? 'TenantId' : undefined),
  ...extra,
});

const patterns = (text: string, from = source()): readonly string[] =>
  keyPatterns(keyTemplate(text), from).map(patternText);

describe('the LeadingKeys patterns of a key template', () => {
  it('binds the scope parameter to its tag, wherever it stands', () => {
    expect(patterns('TENANT#{tenantId}')).toEqual(['TENANT#${aws:PrincipalTag/TenantId}']);
    expect(patterns('T#{tenantId}#T#{tenantId}')).toEqual([
      'T#${aws:PrincipalTag/TenantId}#T#${aws:PrincipalTag/TenantId}',
    ]);
  });

  it('covers a free parameter with * and one of fixed width with ?', () => {
    const from = source(
      [
        field('note'),
        field('code', { kind: 'string', pattern: '^[A-Z]{2}$' }),
        field('id', { kind: 'string', format: 'ulid' }),
        field('uuid', { kind: 'string', format: 'uuid' }),
        field('day', { kind: 'date', store: 'iso' }),
        field('since', { kind: 'date', store: 'epoch-seconds' }),
      ],
      { shard: { of: 'id', count: 10 } },
    );
    expect(patterns('A#{note}', from)).toEqual(['A#*']);
    expect(patterns('A#{code}', from)).toEqual(['A#??']);
    expect(patterns('A#{id}', from)).toEqual([`A#${'?'.repeat(26)}`]);
    expect(patterns('A#{uuid}', from)).toEqual([`A#${'?'.repeat(36)}`]);
    expect(patterns('A#{day}', from)).toEqual(['A#??????????']);
    expect(patterns('A#{since}', from)).toEqual(['A#??????????']);
    expect(patterns('A#{n:pad(3)}', from)).toEqual(['A#???']);
    expect(patterns('A#{at:yyyy-MM}', from)).toEqual(['A#???????']);
    expect(patterns("A#{at:yyyy-MM-dd'T'HH}", from)).toEqual(['A#?????????????']);
    expect(patterns('A#{shard}', from)).toEqual(['A#?']);
    expect(patterns('A#{shard}', source([], { shard: { of: 'id', count: 16 } }))).toEqual(['A#??']);
  });

  it('lists the values of a small enumeration, and not those of a large one', () => {
    const small = field('status', { kind: 'enum', values: ['New', 'Old'] });
    const large = field('many', { kind: 'enum', values: Array.from({ length: 17 }, (_, i) => `v${i}`) });
    expect(patterns('A#{status}', source([small]))).toEqual(['A#New', 'A#Old']);
    expect(patterns('A#{status:lower}', source([small]))).toEqual(['A#new', 'A#old']);
    expect(patterns('A#{many}', source([large]))).toEqual(['A#*']);
    const both = [...Array(5).keys()].map((i) => field(`e${i}`, { kind: 'enum', values: ['a', 'b'] }));
    expect(patterns('{e0}#{e1}#{e2}#{e3}#{e4}', source(both))).toHaveLength(16);
  });

  it('reads a computed attribute through its own template', () => {
    const month = field('month', undefined, { compute: '{startsAt:yyyy-MM}' });
    expect(patterns('A#{month}', source([month]))).toEqual(['A#???????']);
    expect(patterns('A#{month}', source([field('month', undefined, { compute: 'M{month}' })]))).toEqual(['A#M*']);
  });

  it('escapes what IAM would read as a wildcard or a variable', () => {
    expect(patterns('*?$#{tenantId}')).toEqual(['${*}${?}${$}#${aws:PrincipalTag/TenantId}']);
    expect(patterns('A#{e}', source([field('e', { kind: 'enum', values: ['*', '${aws:username}'] })]))).toEqual([
      'A#${*}',
      'A#${$}{aws:username}',
    ]);
  });

  it('tells wildcards and tags', () => {
    const [exact, wide] = ['TENANT#{tenantId}', 'TENANT#{tenantId}#{x}'].flatMap((text) =>
      keyPatterns(keyTemplate(text), source()),
    );
    expect(exact && hasWildcard(exact)).toBe(false);
    expect(wide && hasWildcard(wide)).toBe(true);
    expect(wide && patternTags(wide)).toEqual(['TenantId']);
  });
});

const widthOf = (expression: string): number | undefined => {
  const language = patternLanguage(expression);
  return language && fixedWidth(language);
};

describe('the width that a regular expression fixes', () => {
  it.each([
    ['^[A-Z]{2}$', 2],
    ['^[A-Z]{2}-\\d{3}$', 6],
    ['^abc$', 3],
    ['^\\w[0-9a-f]{4}\\.x$', 7],
  ])('%s is %d', (expression, width) => {
    expect(widthOf(expression)).toBe(width);
    expect(new RegExp(expression).test('x'.repeat(width + 1))).toBe(false);
  });

  it.each([
    '[A-Z]{2}',
    '^[A-Z]{2,3}$',
    '^a+$',
    '^a?$',
    '^(a|bc)$',
    '^a|b$',
    '^.{3}$',
    '^[^a]{3}$',
    '^é$',
    '^$',
    '^\\D$',
    '^a\\$',
  ])('%s has none', (expression) => expect(widthOf(expression)).toBeUndefined());
});
