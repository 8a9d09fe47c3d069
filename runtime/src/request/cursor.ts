import type { ItemKey } from '../entity/key-values.js';
import { RequestRefused } from '../errors/request-refused.js';

/**
 * Where a query goes on, as a text for the caller to keep: the last key and a fingerprint of the query. The key is
 * checked against the query's partition; the fingerprint catches a cursor of another query on the same partition.
 */
export function writeCursor(fingerprint: string, key: ItemKey): string {
  const texts = Object.entries(key).map(([name, { S }]) => [name, S]);
  return Buffer.from(JSON.stringify([fingerprint, Object.fromEntries(texts)])).toString('base64url');
}

/** The key in a cursor. Throws `RequestRefused` for a text that is none, or one of another query. */
export function readCursor(what: string, cursor: string, fingerprint: string, names: readonly string[]): ItemKey {
  const [found, key] = parse(cursor);
  if (found === undefined || key === undefined)
    throw new RequestRefused(`${what}: this is no cursor. Pass what page() returned.`);
  const sound =
    found === fingerprint &&
    Object.keys(key).length === names.length &&
    names.every((name) => typeof key[name] === 'string');
  if (!sound)
    throw new RequestRefused(
      `${what}: this cursor belongs to another query or another tenant. Start again without it.`,
    );
  return Object.fromEntries(names.map((name) => [name, { S: key[name] as string }]));
}

function parse(cursor: string): [string, { readonly [name: string]: unknown }] | [undefined, undefined] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(value) || typeof value[0] !== 'string' || typeof value[1] !== 'object' || value[1] === null)
      return [undefined, undefined];
    return [value[0], value[1]];
  } catch {
    return [undefined, undefined];
  }
}

/** 53 bits of a text. Not cryptographic: see `writeCursor` for what it guards. */
export function fingerprint(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
