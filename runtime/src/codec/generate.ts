import type { AttributeType } from './attribute.js';

export const ULID_DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: 48 bits of time and 80 random bits in Crockford's base 32, so ids sort by the time they were made. */
export function ulid(now: number): string {
  let text = '';
  for (let time = now, i = 0; i < 10; i++, time = Math.floor(time / 32)) text = ULID_DIGITS[time % 32] + text;
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) text += ULID_DIGITS[byte % 32];
  return text;
}

/** Returns the value of a generated attribute that was not given, as its type stores it. */
export function generateValue(
  kind: 'ulid' | 'uuid' | 'created' | 'updated',
  now: number,
  type: AttributeType,
): unknown {
  if (kind === 'ulid') return ulid(now);
  return kind === 'uuid' ? crypto.randomUUID() : type.clock?.(now);
}
