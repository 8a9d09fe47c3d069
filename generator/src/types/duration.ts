import { charSet } from '../language/char-set.js';
import { choice, exactly, type Language, repeat, sequence } from '../language/language.js';
import { withoutUndefined } from '../text/without-undefined.js';
import { codecCall, NOTHING, type OptionProblem, type PlainKind } from './kind.js';
import { boundNotes, rangeProblems } from './limits.js';
import { wholeLanguage } from './whole.js';

/** ISO 8601 text for callers; limits are in seconds. */
export interface DurationType {
  readonly kind: 'duration';
  readonly store: 'iso' | 'seconds';
  readonly min?: number;
  readonly max?: number;
}

const STORES = ['iso', 'seconds'] as const;

const maybe = (language: Language): Language => choice(exactly(''), language);
const units = (names: string): Language =>
  sequence(...[...names].map((unit) => maybe(sequence(repeat(charSet('0-9'), 1, 9), exactly(unit)))));

/** Wider than the codec: it has `P` and `PT` without units. */
const ISO = sequence(exactly('P'), units('YMWD'), maybe(sequence(exactly('T'), units('HMS'))));

export const duration: PlainKind<DurationType> = {
  word: { kind: 'duration', store: 'iso' },
  otherWords: { period: '`duration`', interval: '`duration`', timespan: '`duration`' },
  options: ['store', 'min', 'max'],
  stores: STORES,
  withOptions: (type, { store, min, max }) =>
    withoutUndefined({ ...type, store: STORES.find((each) => each === store) ?? 'iso', min, max }),
  problems(type) {
    const given = (['min', 'max'] as const).filter((option) => type[option] !== undefined);
    return [
      ...rangeProblems('min', type.min, 'max', type.max),
      ...given.flatMap((option) => limitProblem(option, type)),
    ];
  },
  default: {},
  key: {
    language: ({ store }) => (store === 'iso' ? ISO : wholeLanguage(14, 0)),
    characters: ({ store }) => (store === 'iso' ? '0123456789PTYMWDHS' : '0123456789'),
    padding: {
      of: 'durations in seconds',
      limits: ({ store, min = 0, max }) => (store === 'iso' ? undefined : withoutUndefined({ min, max })),
    },
    order: ({ store }) => (store === 'iso' ? 'never-as-text' : 'when-padded'),
    orderHint: 'Add `store: seconds`, and pad it: `{length:pad(8)}`.',
  },
  inside: () => NOTHING,
  words: () => 'duration',
  notes: ({ store, min, max }) => (store === 'iso' ? [] : [['stored as seconds'], ...boundNotes(min, max, ' seconds')]),
  typescript: ({ store }) => ({
    output: 'string',
    attribute: { runtime: store === 'iso' ? 'EqualityAttribute' : 'OrderedAttribute', of: 'string' },
  }),
  codec: ({ store, ...type }) =>
    store === 'iso' ? { codec: 'duration', arguments: [] } : codecCall('duration', { ...type, store }),
};

function limitProblem(option: 'min' | 'max', { store, [option]: limit = 0 }: DurationType): readonly OptionProblem[] {
  const problem = { option: [option], code: 'schema.value' } as const;
  if (store === 'iso')
    return [
      {
        ...problem,
        summary: `\`${option}\` cannot limit a duration that is stored as text.`,
        why: 'Years and months have no fixed length in seconds.',
        hint: `Add \`store: seconds\`, or remove \`${option}\`.`,
      },
    ];
  if (Number.isSafeInteger(limit) && limit >= 0) return [];
  return [
    { ...problem, summary: `\`${option}\` of a duration must be a whole number of seconds.`, hint: 'Use 0 or more.' },
  ];
}
