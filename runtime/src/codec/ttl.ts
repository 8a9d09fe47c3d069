import { DecodeFailed } from '../errors/decode-failed.js';
import type { AttributeType, ReportValue } from './attribute.js';
import { decodeNumber } from './number.js';
import { refuse, refuseType } from './refuse.js';

/** The year 5138 in seconds, the year 1973 in milliseconds: above it someone passed milliseconds. */
const LATEST = 100_000_000_000;

/** When DynamoDB deletes the item, in epoch seconds. Without a value it is `after` seconds from the write. */
export function ttl({ after }: { readonly after?: number } = {}): AttributeType {
  const checked = (given: unknown, path: string, report: ReportValue): number | undefined => {
    const value = given instanceof Date ? Math.floor(given.getTime() / 1000) : given;
    if (typeof value !== 'number') return refuseType(report, path, 'a time in epoch seconds', value);
    if (!Number.isSafeInteger(value) || value < 0)
      return refuse(report, path, 'is not a whole number of epoch seconds');
    return value < LATEST ? value : refuse(report, path, 'looks like milliseconds: time to live takes epoch seconds');
  };
  const throws: ReportValue = (problem) => {
    throw new DecodeFailed([problem]);
  };
  return {
    name: 'ttl',
    encode(value, path, report) {
      const seconds = checked(value, path, report);
      return seconds === undefined ? undefined : { N: String(seconds) };
    },
    limits: { min: 0, max: LATEST - 1 },
    decode: (value, path) => checked(decodeNumber(value, path), path, throws),
    ...(after === undefined ? {} : { initial: (now: number) => Math.floor(now / 1000) + after }),
  };
}
