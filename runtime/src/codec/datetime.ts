import type { AttributeType } from './attribute.js';
import { type DateStore, dateType } from './date-type.js';
import { DAYS, readInstant } from './instant.js';

/** An instant. Callers see ISO 8601 in UTC with milliseconds, and may pass a Date or any ISO 8601 text with an offset. */
export function datetime(options: { readonly store?: DateStore } = {}): AttributeType {
  return dateType('datetime', options.store ?? 'iso', {
    read: readInstant,
    write: (time) => new Date(time).toISOString(),
    canonical: new RegExp(`^${DAYS}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z$`),
  });
}
