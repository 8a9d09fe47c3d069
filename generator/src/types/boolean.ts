import { codecCall, NOTHING, type PlainKind } from './kind.js';

export interface BooleanType {
  readonly kind: 'boolean';
}

export const boolean: PlainKind<BooleanType> = {
  word: { kind: 'boolean' },
  otherWords: { bool: '`boolean`' },
  default: {},
  inferred: [{ attribute: 'BOOL', word: 'boolean' }],
  inside: () => NOTHING,
  words: () => 'boolean',
  typescript: () => ({ output: 'boolean', attribute: { runtime: 'BooleanAttribute' } }),
  codec: (type) => codecCall('boolean', type),
};
