import { expect, it } from 'vitest';
import type { Field, Model, Type } from '../../../generator/src/policies.js';
import { ALL_KINDS } from '../../../generator/src/types/kinds.js';
import { attribute, attributeType } from '../../../sandbox/src/seed/attribute-type.js';

const DEFAULTS: { readonly [kind in Type['kind']]?: NonNullable<Field['default']> } = {
  string: 'a',
  enum: 'a',
  number: 1.5,
  integer: 2,
  bigint: '9007199254740993',
  decimal: '19.99',
  boolean: false,
  datetime: '2026-06-01T10:00:00Z',
  date: '2026-06-01',
  duration: 'PT5M',
  json: 'a',
};

it.each(ALL_KINDS.filter(([, record]) => record.default !== undefined))(
  'writes the default of a %s as the generated client does',
  (kind, { word }) => {
    const type: Type = kind === 'enum' ? { kind, values: ['a'] } : (word ?? ({ kind } as Type));
    const given = DEFAULTS[kind];
    expect(given).toBeDefined();
    const codec = attributeType(type, { types: [] } as unknown as Model);
    const field = { name: 'a', storedName: 'a', type, optional: false, default: given } as Field;
    const problems: unknown[] = [];
    codec.encode(attribute(field, codec).default, 'a', (problem) => problems.push(problem));
    expect(problems).toEqual([]);
  },
);
