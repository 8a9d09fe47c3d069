import { checkMarker, naming } from './decode-item.js';
import type { StoredItem } from './encode-item.js';
import type { KnownParts } from './parameters.js';
import type { EntityPlan, KeyPlan } from './plan.js';
import { holds } from './table.js';

/**
 * Decodes what an index holds of an item: what it leaves out is what the keys say, as far as they do. Of hidden attributes
 * those that are `asked` for. Throws `DecodeFailed`, which names the item.
 */
export function decodeProjected(
  plan: EntityPlan,
  { projection }: Pick<KeyPlan, 'projection'>,
  item: StoredItem,
  known: KnownParts | undefined,
  asked?: ReadonlySet<unknown>,
): { [name: string]: unknown } {
  try {
    const { marker } = plan.table;
    if (marker !== undefined && holds(projection, marker)) checkMarker(plan, item);
    const seen: { [name: string]: unknown } = {};
    for (const { label, stored, type, hidden } of plan.readings) {
      if (hidden && !asked?.has(label)) continue;
      const value = item[stored];
      if (value !== undefined) seen[label] = type.decode(value, label);
      else if (known?.has(label)) seen[label] = known.get(label)?.value;
    }
    return seen;
  } catch (error) {
    throw naming(plan, item, error);
  }
}
