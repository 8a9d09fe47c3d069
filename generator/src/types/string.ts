import { TEXT_FORMATS } from '@tenantry/runtime/key-templates';
import { ANY_CHARACTER } from '../language/char-set.js';
import { both, type Language, lengths, repeat } from '../language/language.js';
import { patternLanguage } from '../language/pattern-language.js';
import { withoutUndefined } from '../text/without-undefined.js';
import { codecCall, NOTHING, type OptionProblem, type PlainKind } from './kind.js';
import { boundNotes, rangeProblems } from './limits.js';
import { patternProblem } from './pattern-problem.js';

export interface StringType {
  readonly kind: 'string';
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: 'email' | 'uuid' | 'ulid' | 'uri';
}

export const ANY_TEXT: Language = repeat(ANY_CHARACTER, 0);

export const string: PlainKind<StringType> = {
  word: { kind: 'string' },
  otherWords: {
    text: '`string`',
    str: '`string`',
    uuid: '`{ type: string, format: uuid }`',
    ulid: '`{ type: string, format: ulid }`',
    email: '`{ type: string, format: email }`',
    uri: '`{ type: string, format: uri }`',
    url: '`{ type: string, format: uri }`',
  },
  options: ['minLength', 'maxLength', 'pattern', 'format'],
  withOptions: (type, { minLength, maxLength, pattern, format }) =>
    withoutUndefined({ ...type, minLength, maxLength, pattern, format }),
  problems({ minLength, maxLength, pattern, ...type }) {
    const wrong = pattern === undefined ? undefined : patternProblem(pattern, maxLength);
    return [
      ...rangeProblems('minLength', minLength, 'maxLength', maxLength),
      ...formatProblems(type.format, minLength, maxLength),
      ...(wrong === undefined ? [] : [{ option: ['pattern'], ...wrong }]),
    ];
  },
  describe: ({ format }) => (format === undefined ? 'string' : `string of format ${format}`),
  default: { quoted: true, verbatim: true },
  generators: ({ format }) =>
    (['ulid', 'uuid'] as const).filter((identifier) => format === undefined || format === identifier),
  key: {
    suggested: true,
    language: textLanguage,
    characters: () => '',
    bytes({ minLength = 1, maxLength = minLength, pattern }) {
      const least = Math.max(1, minLength);
      // A pattern mostly means ASCII.
      const each = pattern === undefined ? 3 : 1;
      return { least, most: maxLength <= minLength ? least : maxLength * each };
    },
    lower: true,
    order: () => 'by-value',
  },
  inferred: [{ attribute: 'S', word: 'string' }],
  can: { contain: true },
  inside: () => NOTHING,
  words: () => 'string',
  notes: ({ format, minLength, maxLength, pattern }) => [
    ...(format === undefined ? [] : [[format]]),
    ...boundNotes(minLength, maxLength, ' characters'),
    ...(pattern === undefined ? [] : [['matches', { code: pattern }]]),
  ],
  typescript: () => ({ output: 'string', attribute: { runtime: 'StringAttribute' } }),
  codec: (type) => codecCall('string', type),
};

function textLanguage({ format, pattern, minLength = 0, maxLength }: StringType): Language {
  const limits = [
    ...(format === undefined ? [] : [patternLanguage(TEXT_FORMATS[format])]),
    ...(pattern === undefined ? [] : [patternLanguage(pattern)]),
    ...(minLength > 1 || maxLength !== undefined ? [lengths(minLength, maxLength)] : []),
  ].filter((limit) => limit !== undefined);
  return limits.length === 0 ? ANY_TEXT : both(...limits);
}

/** The shortest and the longest text of a format. */
const LENGTHS: { readonly [format in NonNullable<StringType['format']>]: readonly [least: number, most: number] } = {
  email: [5, Number.POSITIVE_INFINITY],
  uri: [3, Number.POSITIVE_INFINITY],
  uuid: [36, 36],
  ulid: [26, 26],
};

function formatProblems(
  format: StringType['format'],
  minLength = 0,
  maxLength = Number.POSITIVE_INFINITY,
): readonly OptionProblem[] {
  const [least, most] = format === undefined ? [0, Number.POSITIVE_INFINITY] : LENGTHS[format];
  if (maxLength >= least && minLength <= most) return [];
  const option = maxLength < least ? 'maxLength' : 'minLength';
  return [
    {
      option: [option],
      code: 'schema.value',
      summary: `No ${format} has ${option === 'maxLength' ? `up to ${maxLength}` : `${minLength}`} characters.`,
      why: 'No value meets both.',
      hint: `Remove \`${option}\`: the format says it.`,
    },
  ];
}
