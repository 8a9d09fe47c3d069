import { ALL_KINDS } from '../types/kinds.js';
import { SET_ITEMS } from '../types/set.js';
import type { Type } from './type.js';

const WORDS: ReadonlyMap<string, Type> = new Map(
  ALL_KINDS.flatMap(([kind, { word }]) => (word === undefined ? [] : [[kind, word]])),
);

/** The types that are a single word of the language. */
export const TYPE_WORDS: readonly string[] = [...WORDS.keys()];

export interface TypeText {
  readonly type: Type;
  readonly optional: boolean;
}

/** The word in a type text that is no type. */
export interface UnknownType {
  readonly unknown: string;
  readonly offset: number;
}

/** Reads `string`, `string?`, `string[]`, `set<string>`, `record<Address>`, `Address?`. */
export function readTypeText(text: string, isTypeName: (name: string) => boolean): TypeText | UnknownType {
  const optional = text.endsWith('?');
  const type = readType(optional ? text.slice(0, -1) : text, 0, isTypeName);
  return 'unknown' in type ? type : { type, optional };
}

/** Lists of lists of … : as deep as anybody needs, and no deeper than the stack. */
const MAXIMUM_LENGTH = 200;

function readType(text: string, offset: number, isTypeName: (name: string) => boolean): Type | UnknownType {
  if (text.length > MAXIMUM_LENGTH) return { unknown: text, offset };
  if (text.endsWith('[]')) {
    const items = readType(text.slice(0, -2), offset, isTypeName);
    return 'unknown' in items ? items : { kind: 'list', items };
  }
  const [, wrapper, inner] = /^(set|record)<(.*)>$/s.exec(text) ?? [];
  if (wrapper === 'set') {
    const items = SET_ITEMS.find((word) => word === inner);
    return items === undefined ? { unknown: inner as string, offset: offset + 4 } : { kind: 'set', items };
  }
  if (wrapper === 'record') {
    const values = readType(inner as string, offset + 7, isTypeName);
    return 'unknown' in values ? values : { kind: 'record', values };
  }
  if (isTypeName(text)) return { kind: 'reference', name: text };
  return WORDS.get(text) ?? { unknown: text, offset };
}
