import { hash } from 'node:crypto';
import type { ItemKey } from '../entity/key-values.js';
import { RequestRefused } from '../errors/request-refused.js';

/**
 * Where a query goes on, as a text for the caller to keep: the last key and a fingerprint of it and the query. The key is
 * checked against the query's partition and range; the fingerprint catches a cursor of another query and one that was
 * edited. It is no signature: what a cursor may reach is decided by the checks and by IAM.
 */
export function writeCursor(identity: string, key: ItemKey): string {
  return writeText(identity, keyTexts(key));
}

const keyTexts = (key: ItemKey): object => Object.fromEntries(Object.entries(key).map(([name, { S }]) => [name, S]));

const writeText = (identity: string, position: unknown): string =>
  Buffer.from(JSON.stringify([fingerprint(identity, position), position])).toString('base64url');

const fingerprint = (identity: string, position: unknown): string =>
  hash('sha256', JSON.stringify([identity, position]), 'base64').slice(0, 10);

/** Where one of many partitions goes on: its start (undefined), behind a key, or nowhere. */
export type Position = ItemKey | 'end' | undefined;

/** The cursor of a query over many partitions. */
export function writeCursors(identity: string, positions: readonly Position[]): string {
  return writeText(
    identity,
    positions.map((position) => (position === undefined ? 0 : position === 'end' ? 1 : keyTexts(position))),
  );
}

/** The positions in such a cursor. Throws `RequestRefused` like `readCursor`. */
export function readCursors(
  what: string,
  cursor: string,
  identity: string,
  names: readonly string[],
  count: number,
): readonly Position[] {
  const positions = readPosition(what, cursor, identity);
  if (!Array.isArray(positions) || positions.length !== count) throw foreignCursor(what);
  return positions.map((position: unknown): Position => {
    if (position === 0) return undefined;
    return position === 1 ? 'end' : keyOf(what, position, names);
  });
}

export const foreignCursor = (what: string): RequestRefused =>
  new RequestRefused(
    `${what}: this cursor belongs to another query or another tenant, or was changed. Start again without it.`,
  );

function keyOf(what: string, texts: unknown, names: readonly string[]): ItemKey {
  const key = typeof texts === 'object' && texts !== null ? (texts as { readonly [name: string]: unknown }) : {};
  if (Object.keys(key).length !== names.length || !names.every((name) => typeof key[name] === 'string'))
    throw foreignCursor(what);
  return Object.fromEntries(names.map((name) => [name, { S: key[name] as string }]));
}

/** The key in a cursor. Throws `RequestRefused` for a text that is none, or one of another query. */
export function readCursor(what: string, cursor: string, identity: string, names: readonly string[]): ItemKey {
  return keyOf(what, readPosition(what, cursor, identity), names);
}

function readPosition(what: string, cursor: string, identity: string): unknown {
  const [mark, position] = parse(cursor) ?? [];
  if (mark === undefined || typeof position !== 'object' || position === null)
    throw new RequestRefused(`${what}: this is not a cursor. Pass what page() returned.`);
  if (mark !== fingerprint(identity, position)) throw foreignCursor(what);
  return position;
}

function parse(cursor: string): readonly [mark: string, position: unknown] | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) && typeof value[0] === 'string' ? [value[0], value[1]] : undefined;
  } catch {
    return undefined;
  }
}
