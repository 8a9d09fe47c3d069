import type { AnyType, FieldOf } from './field.js';
import { type NestedKind, NOTHING } from './kind.js';

export interface MapType<T = AnyType> {
  readonly kind: 'map';
  readonly fields: readonly FieldOf<T>[];
}

export const map: NestedKind<MapType> = {
  otherWords: { map: '`{ map: { … } }`', object: '`{ map: { … } }`, or a name under `types`' },
  inside: ({ fields }) => ({ ...NOTHING, fields }),
  words({ fields }, wordsOf) {
    const inner = fields.map(({ name, optional, type }) => `${name}${optional ? '?' : ''}: ${wordsOf(type)}`);
    return `{ ${inner.join(', ')} }`;
  },
  declares: ['', 'Input', 'Attributes'],
};
