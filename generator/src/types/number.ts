import { characters, charSet } from '../language/char-set.js';
import { repeat, sequence } from '../language/language.js';
import { withoutUndefined } from '../text/without-undefined.js';
import { codecCall, NOTHING, type PlainKind } from './kind.js';
import { boundNotes, rangeProblems } from './limits.js';

export interface NumberType {
  readonly kind: 'number';
  readonly min?: number;
  readonly max?: number;
}

const LANGUAGE = sequence(
  repeat(characters('-'), 0, 1),
  repeat(charSet('0-9'), 1),
  repeat(charSet('0-9', '.', 'e', 'E', '+', '-'), 0),
);

export const number: PlainKind<NumberType> = {
  word: { kind: 'number' },
  otherWords: { float: '`number`', double: '`number`' },
  options: ['min', 'max', 'decimal'],
  withOptions: (type, { min, max, decimal }) =>
    decimal === 'string' ? { kind: 'decimal' } : withoutUndefined({ ...type, min, max }),
  problems: ({ min, max }) => rangeProblems('min', min, 'max', max),
  default: {},
  key: {
    language: () => LANGUAGE,
    characters: () => '0123456789-.e+',
    order: () => 'never-as-number',
    orderHint: 'Use an integer, scaled if need be, with `pad(n)`.',
  },
  inferred: [{ attribute: 'N', word: 'number' }],
  inside: () => NOTHING,
  words: () => 'number',
  notes: ({ min, max }) => boundNotes(min, max, ''),
  typescript: () => ({ output: 'number', attribute: { runtime: 'NumberAttribute' } }),
  codec: (type) => codecCall('number', type),
};
