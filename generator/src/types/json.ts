import { codecCall, NOTHING, type PlainKind } from './kind.js';

export interface JsonType {
  readonly kind: 'json';
}

export const json: PlainKind<JsonType> = {
  word: { kind: 'json' },
  otherWords: { any: '`json`', unknown: '`json`' },
  default: {},
  inside: () => NOTHING,
  words: () => 'json',
  typescript: () => ({ output: { runtime: 'Json' }, attribute: { runtime: 'JsonAttribute' } }),
  codec: (type) => codecCall('json', type),
};
