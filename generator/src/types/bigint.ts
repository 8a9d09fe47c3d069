import { codecCall, NOTHING, type PlainKind } from './kind.js';
import { wholeLanguage } from './whole.js';

export interface BigIntType {
  readonly kind: 'bigint';
}

/** YAML would read whole numbers beyond 2^53 as others, so the schema writes them in quotes. */
const WHOLE = /^(?:0|-?[1-9]\d*)$/;

export const bigint: PlainKind<BigIntType> = {
  word: { kind: 'bigint' },
  otherWords: { long: '`bigint`' },
  default: {
    quoted: true,
    read: (given) =>
      typeof given === 'string' && WHOLE.test(given)
        ? { value: BigInt(given) }
        : { problem: 'it must be a whole number in quotes, such as "12"' },
    expression: (given) => `${given}n`,
  },
  key: {
    suggested: true,
    language: () => wholeLanguage(38, 1),
    characters: () => '0123456789-',
    padding: { of: 'bigints', limits: () => 'checked' },
    order: () => 'when-padded',
  },
  inside: () => NOTHING,
  words: () => 'bigint',
  typescript: () => ({ output: 'bigint', attribute: { runtime: 'BigIntAttribute' } }),
  codec: (type) => codecCall('bigint', type),
};
