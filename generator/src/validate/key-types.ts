import type { Type } from '../model/type.js';

/** The types whose values have one text form, which can be read back: these can stand in keys and computed attributes. */
const KEY_TYPES: ReadonlySet<Type['kind']> = new Set([
  'string',
  'enum',
  'integer',
  'bigint',
  'number',
  'datetime',
  'date',
]);

export const standsInKeys = ({ kind }: Type): boolean => KEY_TYPES.has(kind);

/** For messages. */
export const KEY_TYPE_HINT = 'Use a string, enum, integer, bigint, datetime or date.';
