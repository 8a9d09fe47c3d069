import type { Problem } from '../../diagnostics/problem.js';
import type { Type } from '../../model/type.js';
import { patternProblem } from '../../types/pattern-problem.js';
import { allTypes } from '../all-fields.js';
import type { Rule } from '../rule.js';

/** Limits that some value meets, patterns that are regular expressions, enums without repetition. */
export const typeLimits: Rule = ({ model }, report) => {
  for (const { type, path } of allTypes(model)) {
    for (const { option, ...problem } of problemsOf(type)) report({ ...problem, path: [...path, ...option] });
  }
};

type StringType = Extract<Type, { kind: 'string' }>;

type Found = Omit<Problem, 'path'> & { readonly option: readonly (string | number)[] };

function problemsOf(type: Type): Found[] {
  switch (type.kind) {
    case 'string': {
      const found = [...range('minLength', type.minLength, 'maxLength', type.maxLength), ...formatLengths(type)];
      const pattern = type.pattern === undefined ? undefined : patternProblem(type.pattern, type.maxLength);
      if (pattern !== undefined) found.push({ option: ['pattern'], ...pattern });
      return found;
    }
    case 'integer': {
      const fractions = (['min', 'max'] as const).filter(
        (option) => type[option] !== undefined && !Number.isSafeInteger(type[option]),
      );
      return [
        ...range('min', type.min, 'max', type.max),
        ...fractions.map(
          (option): Found => ({
            option: [option],
            code: 'schema.value',
            summary: `\`${option}\` of an integer must be a whole number.`,
            hint: 'Use a whole number within ±(2^53 − 1), or the type `number`.',
          }),
        ),
      ];
    }
    case 'number':
      return range('min', type.min, 'max', type.max);
    case 'enum':
      return type.values.flatMap((value, index): Found[] =>
        type.values.indexOf(value) === index
          ? []
          : [
              {
                option: ['enum', index],
                code: 'schema.duplicate-name',
                summary: `\`${value}\` is listed twice.`,
                hint: 'Remove one of them.',
              },
            ],
      );
    default:
      return [];
  }
}

/** The shortest and the longest text of a format. */
const LENGTHS: { readonly [format in NonNullable<StringType['format']>]: readonly [least: number, most: number] } = {
  email: [5, Number.POSITIVE_INFINITY],
  uri: [3, Number.POSITIVE_INFINITY],
  uuid: [36, 36],
  ulid: [26, 26],
};

function formatLengths({ format, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: StringType): Found[] {
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

function range(low: string, min: number | undefined, high: string, max: number | undefined): Found[] {
  if (min === undefined || max === undefined || min <= max) return [];
  return [
    {
      option: [low],
      code: 'schema.value',
      summary: `\`${low}\` is greater than \`${high}\`: ${min} > ${max}.`,
      why: 'No value meets both.',
      hint: 'Swap them, or remove one.',
    },
  ];
}
