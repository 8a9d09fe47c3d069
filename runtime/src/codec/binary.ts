import type { AttributeType } from './attribute.js';
import { refuseType, undecodable } from './refuse.js';

/** Bytes. */
export function binary(): AttributeType {
  return {
    name: 'binary',
    encode: (value, path, report) =>
      value instanceof Uint8Array ? { B: value } : refuseType(report, path, 'a Uint8Array', value),
    decode: (value, path) => value.B ?? undecodable(path, 'B', value),
  };
}
