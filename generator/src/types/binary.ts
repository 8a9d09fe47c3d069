import { codecCall, NOTHING, type PlainKind } from './kind.js';

export interface BinaryType {
  readonly kind: 'binary';
}

export const binary: PlainKind<BinaryType> = {
  word: { kind: 'binary' },
  otherWords: { bytes: '`binary`', blob: '`binary`', buffer: '`binary`' },
  inferred: [{ attribute: 'B', word: 'binary' }],
  inside: () => NOTHING,
  words: () => 'binary',
  typescript: () => ({ output: 'Uint8Array', attribute: { runtime: 'BinaryAttribute' } }),
  codec: (type) => codecCall('binary', type),
};
