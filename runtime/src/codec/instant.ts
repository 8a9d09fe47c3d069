/** Either a time as epoch milliseconds, or why it is none. */
export type Instant = number | string;

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})(\d*))?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Days that exist in every year, as a pattern: the 31st and leap days are for `readInstant`. */
export const DAYS = '\\d{4}-(?:(?:0[13-9]|1[0-2])-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))';

/** Reads a Date or an ISO 8601 text with an offset (a date alone is midnight UTC). A text result says what is wrong. */
export function readInstant(value: unknown): Instant {
  if (value instanceof Date) {
    const time = value.getTime();
    return Number.isNaN(time) ? 'is an invalid Date' : inRange(time);
  }
  if (typeof value !== 'string') return 'is neither an ISO 8601 string nor a Date';
  const match = INSTANT.exec(value);
  if (!match) return 'is not an ISO 8601 date and time with Z or an offset, such as 2026-06-01T09:30:00.000Z';
  const [, year, month, day, hour = '0', minute = '0', second = '0', , beyond = ''] = match;
  // V8 takes February 30th and turns it into March 2nd.
  if (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) return 'names a day that does not exist';
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return 'names a time of day that does not exist';
  if (/[1-9]/.test(beyond)) return 'is more precise than a millisecond, which would be lost';
  const time = Date.parse(beyond === '' ? value : value.replace(`${beyond}${match[9]}`, `${match[9]}`));
  return Number.isNaN(time) ? 'names an offset that does not exist' : inRange(time);
}

function daysIn(year: number, month: number): number {
  return month < 1 || month > 12 ? 0 : new Date(Date.UTC(year < 100 ? year + 400 : year, month, 0)).getUTCDate();
}

const FIRST = Date.parse('0000-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** Years of another width would not sort. */
const inRange = (time: number): Instant =>
  time < FIRST || time > LAST ? 'is outside of the years 0000 to 9999' : time;
