import type { AttributeType } from './attribute.js';
import { encodeInside } from './nesting.js';

/** A type that is declared later, or that holds itself. */
export function lazy(type: () => AttributeType): AttributeType {
  const above = new Set<unknown>();
  return {
    name: 'map',
    get facets() {
      return type().facets;
    },
    get fields() {
      return type().fields ?? [];
    },
    encode: (value, path, report) => encodeInside(above, value, path, report, () => type().encode(value, path, report)),
    decode: (value, path) => type().decode(value, path),
    inside: (step) => type().inside?.(step),
  };
}
