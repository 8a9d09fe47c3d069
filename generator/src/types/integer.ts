import { withoutUndefined } from '../text/without-undefined.js';
import { codecCall, NOTHING, type OptionProblem, type PlainKind } from './kind.js';
import { boundNotes, rangeProblems } from './limits.js';
import { wholeLanguage } from './whole.js';

export interface IntegerType {
  readonly kind: 'integer';
  readonly min?: number;
  readonly max?: number;
}

const isNegative = ({ min = -1 }: IntegerType): boolean => min < 0;

export const integer: PlainKind<IntegerType> = {
  word: { kind: 'integer' },
  otherWords: { int: '`integer`' },
  options: ['min', 'max'],
  withOptions: (type, { min, max }) => withoutUndefined({ ...type, min, max }),
  problems(type) {
    const fractions = (['min', 'max'] as const).filter(
      (option) => type[option] !== undefined && !Number.isSafeInteger(type[option]),
    );
    return [
      ...rangeProblems('min', type.min, 'max', type.max),
      ...fractions.map(
        (option): OptionProblem => ({
          option: [option],
          code: 'schema.value',
          summary: `\`${option}\` of an integer must be a whole number.`,
          hint: 'Use a whole number within ±(2^53 − 1), or the type `number`.',
        }),
      ),
    ];
  },
  default: {},
  key: {
    suggested: true,
    language: (type) => wholeLanguage(16, isNegative(type) ? 1 : 0),
    characters: (type) => `0123456789${isNegative(type) ? '-' : ''}`,
    padding: { of: 'integers', limits: ({ min, max }) => withoutUndefined({ min, max }) },
    order: () => 'when-padded',
  },
  inferred: [{ attribute: 'N', word: 'integer', fits: (value) => Number.isSafeInteger(Number(value)) }],
  can: { count: true },
  inside: () => NOTHING,
  words: () => 'integer',
  notes: ({ min, max }) => boundNotes(min, max, ''),
  typescript: () => ({ output: 'number', attribute: { runtime: 'NumberAttribute' } }),
  codec: (type) => codecCall('integer', type),
};
