import { checkMarker, decodeItem, naming } from '../entity/decode-item.js';
import type { StoredItem } from '../entity/encode-item.js';
import type { EntityPlan } from '../entity/plan.js';
import { type Owner, verifyOwner } from '../entity/verify.js';
import { pickSelected, type SelectedPath } from '../expression/projection.js';

/** A read item as callers see it. */
export interface ReadItem {
  [name: string]: unknown;
}

/** An item that a read of the table returned, verified and decoded: the whole, or what was selected of it. */
export function readItem(
  plan: EntityPlan,
  owner: Owner,
  item: StoredItem,
  selected: readonly SelectedPath[] | undefined,
  shared = false,
): ReadItem {
  verifyOwner(plan, plan.primary, owner, item);
  return decodeSelected(plan, item, selected, shared);
}

/** The whole item, or what was selected of it. Where items of other entities lie among these, the marker was read too. */
export function decodeSelected(
  plan: EntityPlan,
  item: StoredItem,
  selected: readonly SelectedPath[] | undefined,
  shared = false,
): ReadItem {
  if (selected === undefined) return decodeItem(plan, item);
  try {
    if (shared) checkMarker(plan, item);
    return pickSelected(selected, item);
  } catch (error) {
    throw naming(plan, item, error);
  }
}
