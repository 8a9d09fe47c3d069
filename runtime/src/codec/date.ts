import type { AttributeType } from './attribute.js';
import { type DateStore, dateType } from './date-type.js';
import { DAYS, readInstant } from './instant.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MILLISECONDS = 86_400_000;

/** A calendar day, `2026-06-01`. A Date must stand for midnight UTC, as anything else would lose its time of day. */
export function date(options: { readonly store?: DateStore } = {}): AttributeType {
  return dateType('date', options.store ?? 'iso', {
    read(value) {
      if (typeof value === 'string' && !DAY.test(value)) return 'is not an ISO 8601 date, such as 2026-06-01';
      const time = readInstant(value);
      return typeof time === 'number' && time % MILLISECONDS !== 0
        ? 'has a time of day, which a date would lose'
        : time;
    },
    write: (time) => new Date(time).toISOString().slice(0, 10),
    canonical: new RegExp(`^${DAYS}$`),
  });
}
