import { type NestedKind, NOTHING } from './kind.js';

/** A name from the schema's `types`. */
export interface ReferenceType {
  readonly kind: 'reference';
  readonly name: string;
}

export const reference: NestedKind<ReferenceType> = {
  inside: ({ name }) => ({ ...NOTHING, names: [name] }),
  words: ({ name }) => name,
};
