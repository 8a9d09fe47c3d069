import type { AnyType } from './field.js';
import { type NestedKind, NOTHING } from './kind.js';

export interface ListType<T = AnyType> {
  readonly kind: 'list';
  readonly items: T;
}

export const list: NestedKind<ListType> = {
  otherWords: { array: '`string[]`, or `{ list: … }`', list: '`string[]`, or `{ list: … }`' },
  can: { contain: true },
  inside: ({ items }) => ({
    ...NOTHING,
    elements: [{ step: 'list', suffix: 'Item', of: 'an element of', type: items }],
  }),
  words({ items }, wordsOf) {
    const inner = wordsOf(items);
    return inner.includes(' | ') ? `(${inner})[]` : `${inner}[]`;
  },
};
