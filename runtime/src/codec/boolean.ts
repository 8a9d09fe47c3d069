import type { AttributeType } from './attribute.js';
import { refuseType, undecodable } from './refuse.js';

/** True or false. */
export function boolean(): AttributeType {
  return {
    name: 'boolean',
    encode: (value, path, report) =>
      typeof value === 'boolean' ? { BOOL: value } : refuseType(report, path, 'a boolean', value),
    decode: (value, path) => value.BOOL ?? undecodable(path, 'BOOL', value),
  };
}
