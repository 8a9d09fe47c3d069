import type { AttributeType } from './attribute.js';
import { type DateStore, dateType } from './date-type.js';
import { readInstant } from './instant.js';

/** An instant. Callers see ISO 8601 in UTC with milliseconds, and may pass a Date or any ISO 8601 text with an offset. */
export function datetime(options: { readonly store?: DateStore } = {}): AttributeType {
  return dateType('datetime', options.store ?? 'iso', {
    read: readInstant,
    write: (time) => new Date(time).toISOString(),
  });
}
