import type { AttributeType, ReportValue } from './attribute.js';
import { DIGITS, parseDecimal } from './exact.js';
import { refuse, refuseType, undecodable } from './refuse.js';

/** A whole number of up to 38 digits, as a JavaScript bigint. */
export function bigint(): AttributeType {
  const checked = (value: unknown, path: string, report: ReportValue): string | undefined => {
    if (typeof value !== 'bigint') return refuseType(report, path, 'a bigint', value);
    const text = value.toString();
    // Trailing zeros are no significant digits, but whoever needs them beyond 38 is near the end of the range anyway.
    return text.replace('-', '').length > DIGITS ? refuse(report, path, `has more than ${DIGITS} digits`) : text;
  };
  return {
    name: 'bigint',
    encode(value, path, report) {
      const text = checked(value, path, report);
      return text === undefined ? undefined : { N: text };
    },
    decode(value, path) {
      const decimal = value.N === undefined ? undefined : parseDecimal(value.N);
      if (!decimal || decimal.exponent < 0) return undecodable(path, 'a whole number', value);
      return BigInt(`${decimal.negative ? '-' : ''}${decimal.digits || '0'}${'0'.repeat(decimal.exponent)}`);
    },
    toKeyPart: checked,
    fromKeyPart: (text) => (/^(0|-?[1-9]\d*)$/.test(text) ? BigInt(text) : undefined),
  };
}
