import type { AnyType } from './field.js';
import { type NestedKind, NOTHING } from './kind.js';

/** Any keys, values of one type. */
export interface RecordType<T = AnyType> {
  readonly kind: 'record';
  readonly values: T;
}

export const record: NestedKind<RecordType> = {
  otherWords: {
    record: '`record<string>`, or `{ record: … }`',
    dictionary: '`record<string>`, or `{ record: … }`',
  },
  inside: ({ values }) => ({
    ...NOTHING,
    elements: [{ step: 'record', suffix: 'Value', of: 'a value of', type: values }],
  }),
  words: ({ values }, wordsOf) => `record<${wordsOf(values)}>`,
};
