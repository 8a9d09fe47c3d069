import type { AttributeType, ReportValue } from './attribute.js';
import { refuse, undecodable } from './refuse.js';

/** Which of `count` shards: 0 to `count - 1`, in keys as decimal digits of one width. Never stored as an attribute. */
export function shard(count: number): AttributeType {
  const width = String(count - 1).length;
  const checked = (value: unknown, path: string, report: ReportValue): number | undefined =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < count
      ? value
      : refuse(report, path, `is not a shard: they are 0 to ${count - 1}`);
  return {
    name: 'shard',
    shards: count,
    encode(value, path, report) {
      const number = checked(value, path, report);
      return number === undefined ? undefined : { N: String(number) };
    },
    decode: (value, path) => (value.N === undefined ? undecodable(path, 'N', value) : Number(value.N)),
    toKeyPart: (value, path, report) => checked(value, path, report)?.toString().padStart(width, '0'),
    fromKeyPart(text) {
      return /^\d+$/.test(text) && text.length === width && Number(text) < count ? Number(text) : undefined;
    },
    derive: (text) => hash(text) % count,
  };
}

/**
 * FNV-1a over the bytes of the UTF-8 form, mixed so that its low bits differ for similar texts. Never changes: it decides
 * where items are.
 */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) h = Math.imul(h ^ byte, 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
