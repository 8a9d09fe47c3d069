import type { StoredItem } from '../entity/encode-item.js';
import { DecodeFailed } from '../errors/decode-failed.js';
import { refuseArgument } from '../errors/refuse-argument.js';
import type { Common } from './common.js';

/**
 * What becomes of an item that does not decode: its error is thrown (the default), it is left out, or a function decides,
 * whose result takes the item's place; with undefined it is left out.
 */
export type OnInvalid<Item = unknown> =
  | 'throw'
  | 'skip'
  | ((raw: StoredItem, error: DecodeFailed) => Item | undefined)
  | ((raw: StoredItem, error: DecodeFailed) => void);

/** What `createX({ onInvalid })` takes: a function hears of each item, which is then left out. */
export type OnInvalidItem = 'throw' | 'skip' | ((raw: StoredItem, error: DecodeFailed) => void);

/** What takes the place of an item that does not decode; undefined leaves it out. Throws other errors, and this one unless the caller said otherwise. */
export function replaceInvalid(
  { onInvalid, service }: Pick<Common, 'onInvalid' | 'service'>,
  item: StoredItem,
  error: unknown,
): unknown {
  const chosen = onInvalid ?? service.onInvalid;
  if (!(error instanceof DecodeFailed) || chosen === undefined || chosen === 'throw') throw error;
  if (chosen === 'skip') return undefined;
  const replaced = chosen(item, error);
  return onInvalid === undefined ? undefined : replaced;
}

/** Refuses, for callers without types, what is no choice. */
export function checkOnInvalid<Choice>(what: string, choice: Choice): Choice {
  if (choice === 'throw' || choice === 'skip' || typeof choice === 'function') return choice;
  return refuseArgument(what, 'throw, skip or a function', choice);
}
