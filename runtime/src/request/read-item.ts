import { checkMarker, decodeItem, naming } from '../entity/decode-item.js';
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
  shared = false,
): ReadItem {
  try {
    return decodeSelected(plan, item, selected, verifyItem(plan, plan.primary, owner, item, key), shared);
  } catch (error) {
    throw naming(plan, { ...key, ...item }, error);
  }
}

/** The whole item, or what was selected of it. Where items of other entities lie among these, the marker was read too. */
export function decodeSelected(
  plan: EntityPlan,
  item: StoredItem,
  selected: readonly SelectedPath[] | undefined,
  known: KnownParts | undefined,
  shared = false,
): ReadItem {
  if (selected === undefined) return decodeItem(plan, item, known);
  if (shared) checkMarker(plan, item);
  return pickSelected(selected, item);
}
