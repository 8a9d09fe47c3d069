import { decodeItem, naming } from '../entity/decode-item.js';
import type { StoredItem } from '../entity/encode-item.js';
import type { KnownParts } from '../entity/parameters.js';
import type { EntityPlan } from '../entity/plan.js';
import { type Owner, verifyItem } from '../entity/verify.js';
import { pickSelected, type SelectedPath } from '../expression/projection.js';

/** A read item as callers see it. */
export interface ReadItem {
  [name: string]: unknown;
}

/**
 * Verifies and decodes an item of the table: the whole, or what was selected of it. `key` is the one that was asked for,
 * where one item was.
 */
export function readItem(
  plan: EntityPlan,
  owner: Owner,
  item: StoredItem,
  selected?: readonly SelectedPath[],
  key?: StoredItem,
): ReadItem {
  try {
    return decodeSelected(plan, item, selected, verifyItem(plan, plan.primary, owner, item, key));
  } catch (error) {
    throw naming(plan, { ...key, ...item }, error);
  }
}

/** The whole item, or what was selected of it. */
export function decodeSelected(
  plan: EntityPlan,
  item: StoredItem,
  selected: readonly SelectedPath[] | undefined,
  known: KnownParts | undefined,
): ReadItem {
  return selected === undefined ? decodeItem(plan, item, known) : pickSelected(selected, item);
}
