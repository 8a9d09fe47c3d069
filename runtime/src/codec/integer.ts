import type { AttributeType } from './attribute.js';
import { type NumberLimits, numeric } from './number.js';
import { refuse, refuseType } from './refuse.js';

/** A whole number between -(2^53 - 1) and 2^53 - 1. */
export function integer(limits: NumberLimits = {}): AttributeType {
  return numeric('integer', limits, (value, path, report) => {
    if (typeof value !== 'number') return refuseType(report, path, 'an integer', value);
    if (Number.isSafeInteger(value)) return value;
    return refuse(
      report,
      path,
      'is not a whole number between -(2^53 - 1) and 2^53 - 1: declare it as number or bigint',
    );
  });
}
