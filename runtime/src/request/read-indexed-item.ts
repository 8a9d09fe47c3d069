import { naming } from '../entity/decode-item.js';
import { decodeProjected } from '../entity/decode-projected.js';
import type { StoredItem } from '../entity/encode-item.js';
import type { EntityPlan, KeyPlan } from '../entity/plan.js';
import { isShared } from '../entity/plan.js';
import { type Owner, verifyItem } from '../entity/verify.js';
import type { SelectedPath } from '../expression/projection.js';
import { decodeSelected, type ReadItem } from './read-item.js';

/** Verifies and decodes an item that a read of an index returned: all that the index holds, or what was selected of it. */
export function readIndexedItem(
  plan: EntityPlan,
  source: KeyPlan,
  owner: Owner,
  item: StoredItem,
  selected: readonly SelectedPath[] | undefined,
): ReadItem {
  try {
    const known = verifyItem(plan, source, owner, item);
    if (source.projection === 'all') return decodeSelected(plan, item, selected, known, isShared(source));
    if (selected === undefined) return decodeProjected(plan, source, item, known);
    // A partial index has little to leave out, and its keys stand for attributes: it is read whole and picked here.
    const names = new Set(selected.map(({ labels }) => String(labels[0])));
    const seen = decodeProjected(plan, source, item, known, names);
    return Object.fromEntries([...names].flatMap((name) => (seen[name] === undefined ? [] : [[name, seen[name]]])));
  } catch (error) {
    throw naming(plan, item, error);
  }
}
