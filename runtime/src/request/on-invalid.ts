import type { StoredItem } from '../entity/encode-item.js';
import type { DecodeFailed } from '../errors/decode-failed.js';
import { refuseArgument } from '../errors/refuse-argument.js';

/**
 * The choice for an item that does not decode: its error is thrown (the default), it is left out, or a function decides,
 * whose result takes the item's place; with undefined it is left out.
 */
export type OnInvalid<Item = unknown> =
  | 'throw'
  | 'skip'
  | ((raw: StoredItem, error: DecodeFailed) => Item | undefined)
  | ((raw: StoredItem, error: DecodeFailed) => void);

/** The option of `createX({ onInvalid })`: a function is called with each item, which is then left out. */
export type OnInvalidItem = 'throw' | 'skip' | ((raw: StoredItem, error: DecodeFailed) => void);

/** Refuses, for callers without types, what is no choice. */
export function checkOnInvalid<Choice>(what: string, choice: Choice): Choice {
  if (choice === 'throw' || choice === 'skip' || typeof choice === 'function') return choice;
  return refuseArgument(what, 'throw, skip or a function', choice);
}
