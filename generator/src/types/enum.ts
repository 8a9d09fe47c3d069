import { choice, exactly } from '../language/language.js';
import { type NestedKind, NOTHING } from './kind.js';

export interface EnumType {
  readonly kind: 'enum';
  readonly values: readonly string[];
}

const bytesOf = (text: string): number => Buffer.byteLength(text);

/** It gets a name in TypeScript, so the planner knows it. */
export const enumeration: NestedKind<EnumType> & Required<Pick<NestedKind<EnumType>, 'codec'>> = {
  otherWords: { enum: '`{ enum: [a, b] }`' },
  problems: ({ values }) =>
    values.flatMap((value, index) =>
      values.indexOf(value) === index
        ? []
        : [
            {
              option: ['enum', index],
              code: 'schema.duplicate-name',
              summary: `\`${value}\` is listed twice.`,
              hint: 'Remove one of them.',
            },
          ],
    ),
  default: {},
  key: {
    suggested: true,
    language: ({ values }) => choice(...values.map(exactly)),
    characters: ({ values }) => values.join(''),
    bytes: ({ values }) => ({
      least: Math.min(...values.map(bytesOf)),
      most: Math.max(...values.map(bytesOf)),
    }),
    values: ({ values }) => values,
    order: () => 'by-value',
  },
  inside: () => NOTHING,
  words: ({ values }) => values.join(' | '),
  declares: [''],
  codec: ({ values }) => ({ codec: 'enumeration', arguments: values }),
};
