import { codecCall, NOTHING, type PlainKind } from './kind.js';

/** A number that callers see as an exact decimal string: a `number` with `decimal: string`. */
export interface DecimalType {
  readonly kind: 'decimal';
}

export const decimal: PlainKind<DecimalType> = {
  otherWords: { decimal: '`{ type: number, decimal: string }`' },
  default: { quoted: true },
  inside: () => NOTHING,
  words: () => 'decimal',
  typescript: () => ({ output: 'string', attribute: { runtime: 'DecimalAttribute' } }),
  codec: (type) => codecCall('decimal', type),
};
