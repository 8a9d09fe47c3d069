import type { Type } from './type.js';

/** The types that are a single word of the language. */
export const TYPE_WORDS: readonly string[] = [
  'string',
  'number',
  'integer',
  'bigint',
  'boolean',
  'binary',
  'datetime',
  'date',
  'ttl',
  'json',
];

export interface TypeText {
  readonly type: Type;
  readonly optional: boolean;
}

/** The word in a type text that is no type. */
export interface UnknownType {
  readonly unknown: string;
  readonly offset: number;
}

const SET_ITEMS = ['string', 'number', 'binary'] as const;

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
  return wordType(text) ?? { unknown: text, offset };
}

function wordType(word: string): Type | undefined {
  switch (word) {
    case 'string':
    case 'number':
    case 'integer':
    case 'bigint':
    case 'boolean':
    case 'binary':
    case 'ttl':
    case 'json':
      return { kind: word };
    case 'datetime':
    case 'date':
      return { kind: word, store: 'iso' };
    default:
      return undefined;
  }
}
