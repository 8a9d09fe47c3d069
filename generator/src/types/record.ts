import type { Type } from '../model/type.js';
import { type NestedKind, NOTHING } from './kind.js';

/** Any keys, values of one type. */
export interface RecordType {
  readonly kind: 'record';
  readonly values: Type;
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
