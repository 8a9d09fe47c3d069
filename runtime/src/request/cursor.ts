import { hash } from 'node:crypto';
import type { ItemKey } from '../entity/key-values.js';
import { RequestRefused } from '../errors/request-refused.js';

/**
 * Where a query goes on, as a text for the caller to keep: the last key and a fingerprint of the query. The key is
 * checked against the query's partition; the fingerprint catches a cursor of another query on the same partition.
 */
export function writeCursor(fingerprint: string, key: ItemKey): string {
  return writeText(fingerprint, keyTexts(key));
}

const keyTexts = (key: ItemKey): object => Object.fromEntries(Object.entries(key).map(([name, { S }]) => [name, S]));

const writeText = (fingerprint: string, position: unknown): string =>
  Buffer.from(JSON.stringify([fingerprint, position])).toString('base64url');

/** Where one of many partitions goes on: its start (undefined), behind a key, or nowhere. */
export type Position = ItemKey | 'end' | undefined;

/** The cursor of a query over many partitions. */
export function writeCursors(fingerprint: string, positions: readonly Position[]): string {
  return writeText(
    fingerprint,
    positions.map((position) => (position === undefined ? 0 : position === 'end' ? 1 : keyTexts(position))),
  );
}

/** The positions in such a cursor. Throws `RequestRefused` like `readCursor`. */
export function readCursors(
  what: string,
  cursor: string,
  fingerprint: string,
  names: readonly string[],
  count: number,
): readonly Position[] {
  const [found, positions] = parse(cursor);
  if (found !== fingerprint || !Array.isArray(positions) || positions.length !== count) throw foreign(what);
  return positions.map((position: unknown): Position => {
    if (position === 0) return undefined;
    return position === 1 ? 'end' : keyOf(what, position, names);
  });
}

const foreign = (what: string): RequestRefused =>
  new RequestRefused(`${what}: this cursor belongs to another query or another tenant. Start again without it.`);

function keyOf(what: string, texts: unknown, names: readonly string[]): ItemKey {
  const key = typeof texts === 'object' && texts !== null ? (texts as { readonly [name: string]: unknown }) : {};
  if (Object.keys(key).length !== names.length || !names.every((name) => typeof key[name] === 'string'))
    throw foreign(what);
  return Object.fromEntries(names.map((name) => [name, { S: key[name] as string }]));
}

/** The key in a cursor. Throws `RequestRefused` for a text that is none, or one of another query. */
export function readCursor(what: string, cursor: string, fingerprint: string, names: readonly string[]): ItemKey {
  const [found, key] = parse(cursor);
  if (found === undefined || key === undefined)
    throw new RequestRefused(`${what}: this is no cursor. Pass what page() returned.`);
  if (found !== fingerprint) throw foreign(what);
  return keyOf(what, key, names);
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

/** Says which query a cursor is of: see `writeCursor` for what it guards. */
export const fingerprint = (text: string): string => hash('sha256', text, 'base64').slice(0, 10);
