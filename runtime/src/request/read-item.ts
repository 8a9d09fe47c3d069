import { decodeItem } from '../entity/decode-item.js';
import { describeKey } from '../entity/describe-key.js';
import type { StoredItem } from '../entity/encode-item.js';
import type { EntityPlan, KeyPlan } from '../entity/plan.js';
import { type Owner, verifyOwner } from '../entity/verify.js';
import { DecodeFailed } from '../errors/decode-failed.js';
import { pickSelected, type SelectedPath } from '../expression/projection.js';

/** An item that a read returned, verified and decoded: the whole, or what was selected of it. */
export function readItem(
  plan: EntityPlan,
  source: KeyPlan,
  owner: Owner,
  item: StoredItem,
  selected?: readonly SelectedPath[],
): { [name: string]: unknown } {
  verifyOwner(plan, source, owner, item);
  if (selected === undefined) return decodeItem(plan, source, item);
  if (source.projection !== 'all') {
    const asked = new Set<unknown>(selected.map(({ labels }) => labels[0]));
    return pickDecoded(selected, decodeItem(plan, source, item, asked));
  }
  try {
    return pickSelected(selected, item);
  } catch (error) {
    if (!(error instanceof DecodeFailed)) throw error;
    throw new DecodeFailed(error.problems, plan.name, describeKey(plan, item));
  }
}

/** A partial index has little to leave out, and its keys stand for attributes: it is read whole and picked here. */
function pickDecoded(
  selected: readonly SelectedPath[],
  item: { readonly [name: string]: unknown },
): { [name: string]: unknown } {
  const seen: { [name: string]: unknown } = {};
  for (const { labels } of selected) {
    const first = String(labels[0]);
    if (item[first] !== undefined) seen[first] = item[first];
  }
  return seen;
}
