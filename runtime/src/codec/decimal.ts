import type { AttributeType } from './attribute.js';
import { addExactly, DIGITS, parseDecimal, storable } from './exact.js';
import { refuse, refuseType, undecodable } from './refuse.js';

/** A number that callers see as an exact decimal text, such as `19.99`. Trailing zeros of a fraction are dropped, as DynamoDB does. */
export function decimal(): AttributeType {
  return {
    name: 'decimal',
    encode(value, path, report) {
      if (typeof value !== 'string') return refuseType(report, path, 'a decimal number as a string', value);
      const parsed = parseDecimal(value);
      if (!parsed) return refuse(report, path, 'is not a decimal number');
      if (!storable(parsed))
        return refuse(report, path, `has more than ${DIGITS} digits, or is outside of the range that DynamoDB stores`);
      return { N: plain(value) };
    },
    decode: (value, path) => plain(value.N ?? undecodable(path, 'N', value)),
  };
}

/** One text for each number: a write then returns what a read will. */
const plain = (text: string): string => addExactly(text, '0');
