import type { Note, OptionProblem } from './kind.js';

/** Reports a least value that is beyond the greatest one. */
export function rangeProblems(
  low: string,
  min: number | undefined,
  high: string,
  max: number | undefined,
): readonly OptionProblem[] {
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

/** `1 to 20 characters`. */
export function boundNotes(least: number | undefined, most: number | undefined, unit: string): readonly Note[] {
  if (least === undefined && most === undefined) return [];
  if (most === undefined) return [[`at least ${least}${unit}`]];
  return [[least === undefined ? `at most ${most}${unit}` : `${least} to ${most}${unit}`]];
}
