import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { DecodeFailed } from '../errors/decode-failed.js';
import type { AttributeType, ReportValue } from './attribute.js';
import { exactNumber, parseDecimal, storable } from './exact.js';
import { refuse, refuseType, undecodable } from './refuse.js';

export interface NumberLimits {
  readonly min?: number;
  readonly max?: number;
}

/** A JavaScript number. A stored whole number that a double does not hold exactly is an error, not a rounding. */
export function number(limits: NumberLimits = {}): AttributeType {
  return numeric('number', limits, asNumber);
}

/** Numbers and integers differ only in their first check. */
export function numeric(
  name: string,
  limits: NumberLimits,
  shape: (value: unknown, path: string, report: ReportValue) => number | undefined,
): AttributeType {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = limits;
  const checked = (value: unknown, path: string, report: ReportValue): number | undefined => {
    const given = shape(value, path, report);
    if (given === undefined) return undefined;
    if (given < min) return refuse(report, path, `is less than ${min}`);
    return given > max ? refuse(report, path, `is greater than ${max}`) : given;
  };
  const throws: ReportValue = (problem) => {
    throw new DecodeFailed([problem]);
  };
  return {
    name,
    // A sum beyond these may be one that no JavaScript number is, so that it could not be read.
    limits: { min: limits.min ?? Number.MIN_SAFE_INTEGER, max: limits.max ?? Number.MAX_SAFE_INTEGER },
    encode: (value, path, report) => stored(checked(value, path, report)),
    operand: (value, path, report) => stored(shape(value, path, report)),
    decode: (value, path) => shape(decodeNumber(value, path), path, throws),
    toKeyPart: (value, path, report) => checked(value, path, report)?.toString(),
    fromKeyPart(text) {
      const given = exactNumber(text);
      return given !== undefined && String(given) === text ? given : undefined;
    },
  };
}

const stored = (value: number | undefined): AttributeValue | undefined =>
  value === undefined ? undefined : { N: String(value) };

export function asNumber(value: unknown, path: string, report: ReportValue): number | undefined {
  if (typeof value !== 'number') return refuseType(report, path, 'a number', value);
  if (!Number.isFinite(value)) return refuse(report, path, 'is not finite');
  const magnitude = Math.abs(value);
  if (magnitude === 0 || (magnitude >= 1e-100 && magnitude <= 1e100)) return value;
  const decimal = parseDecimal(String(value));
  return decimal && storable(decimal)
    ? value
    : refuse(report, path, 'is outside of ±1E-130 to ±9.9E+125, the range that DynamoDB stores');
}

/**
 * Reads a stored number. A whole one that no JavaScript number equals is refused, because it may be an identifier. A fraction
 * is the nearest number, as JavaScript's own sums are: DynamoDB adds exactly, and 10 + 0.3333333333333333 has 18 digits.
 */
export function decodeNumber(value: AttributeValue, path: string): number {
  if (value.N === undefined) return undecodable(path, 'N', value);
  const exact = exactNumber(value.N);
  if (exact !== undefined) return exact;
  const decimal = parseDecimal(value.N);
  if (decimal !== undefined && decimal.exponent < 0) return Number(value.N);
  const message = 'is a number that JavaScript cannot hold exactly: declare the attribute as bigint or decimal';
  throw new DecodeFailed([{ path, message }]);
}
