import type { Type } from '../model/type.js';
import { ALL_KINDS, joinWords, kindOf } from '../types/kinds.js';

/** Returns whether values of the type have one text form that can be read back: such a type can stand in keys and computed attributes. */
export const standsInKeys = (type: Type): boolean => kindOf(type).key !== undefined;

const SUGGESTED = ALL_KINDS.filter(([, { key }]) => key?.suggested).map(([kind]) => kind);

/** For messages. */
export const KEY_TYPE_HINT: string = `Use a ${joinWords(SUGGESTED, 'or')}.`;
