import { DecodeFailed } from '../errors/decode-failed.js';
import { checkMarker, naming } from './decode-item.js';
import type { StoredItem } from './encode-item.js';
import { addParameters, type Parameters } from './parameters.js';
import type { EntityPlan, KeyPart, KeyPlan } from './plan.js';
import { holds } from './table.js';

/**
 * What an index holds of an item, as callers see it: what it leaves out is read from the keys as far as they say it. Of
 * hidden attributes those that are `asked` for. Throws `DecodeFailed`, which names the item.
 */
export function decodeProjected(
  plan: EntityPlan,
  source: Pick<KeyPlan, 'partition' | 'sort' | 'projection'>,
  item: StoredItem,
  asked?: ReadonlySet<unknown>,
): { [name: string]: unknown } {
  try {
    const { marker } = plan.table;
    if (marker !== undefined && holds(source.projection, marker)) checkMarker(plan, item);
    const keys = keyParameters(plan, source, item);
    const seen: { [name: string]: unknown } = {};
    for (const { label, stored, type, hidden } of plan.readings) {
      if (hidden && !asked?.has(label)) continue;
      const value = item[stored];
      if (value !== undefined) seen[label] = type.decode(value, label);
      else if (keys[label] !== undefined) seen[label] = keys[label];
    }
    return seen;
  } catch (error) {
    throw naming(plan, item, error);
  }
}

/** All parameters that the keys of a projected item hold. */
function keyParameters(
  { primary }: EntityPlan,
  source: Pick<KeyPlan, 'partition' | 'sort'>,
  item: StoredItem,
): Parameters {
  const found: Parameters = {};
  const parts = new Set<KeyPart | undefined>([primary.partition, primary.sort, source.partition, source.sort]);
  for (const part of parts) {
    if (part === undefined) continue;
    const text = item[part.attribute]?.S;
    const wrong = text === undefined ? '' : addParameters(found, part, text);
    if (wrong === undefined) continue;
    const message =
      wrong === '' ? `is not of the form ${part.template.text}` : `names another ${wrong} than the item's other keys`;
    throw new DecodeFailed([{ path: part.attribute, message }]);
  }
  return found;
}
