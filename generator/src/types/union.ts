import { type NestedKind, NOTHING } from './kind.js';

export interface UnionType {
  readonly kind: 'union';
  readonly discriminator: string;
  readonly variants: readonly { readonly tag: string; readonly type: string }[];
}

export const union: NestedKind<UnionType> = {
  otherWords: { union: '`{ union: { discriminator: …, variants: { … } } }`' },
  inside: ({ variants }) => ({ ...NOTHING, names: variants.map(({ type }) => type) }),
  words: ({ variants }) => variants.map(({ type }) => type).join(' | '),
  notes: ({ discriminator }) => [['distinguished by', { code: discriminator }]],
};
