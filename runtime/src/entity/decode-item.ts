import { DecodeFailed } from '../errors/decode-failed.js';
import { describeKey } from './describe-key.js';
import type { StoredItem } from './encode-item.js';
import { addParameters, type Parameters } from './parameters.js';
import type { EntityPlan, KeyPart, KeyPlan } from './plan.js';
import { holds } from './table.js';

/** A stored item as callers see it, of hidden attributes those that are `asked` for. Throws `DecodeFailed`, naming the item. */
export function decodeItem(
  plan: EntityPlan,
  source: KeyPlan,
  item: StoredItem,
  asked?: ReadonlySet<unknown>,
): { [name: string]: unknown } {
  try {
    checkMarker(plan, source, item);
    const keys = source.projection === 'all' ? undefined : keyParameters(plan, source, item);
    const seen: { [name: string]: unknown } = {};
    for (const { label, stored, type, hidden, optional, fixed, virtual } of plan.readings) {
      if ((hidden && !asked?.has(label)) || (virtual && keys === undefined)) continue;
      const value = item[stored];
      if (value !== undefined) seen[label] = type.decode(value, label);
      else if (keys !== undefined) {
        if (keys[label] !== undefined) seen[label] = keys[label];
      } else if (fixed !== undefined) seen[label] = fixed;
      else if (!optional) throw new DecodeFailed([{ path: label, message: 'is missing' }]);
    }
    return seen;
  } catch (error) {
    if (!(error instanceof DecodeFailed) || error.key !== undefined) throw error;
    throw new DecodeFailed(error.problems, plan.name, describeKey(plan, item));
  }
}

function checkMarker({ name, table: { marker } }: EntityPlan, { projection }: KeyPlan, item: StoredItem): void {
  if (marker === undefined || !holds(projection, marker)) return;
  const found = item[marker]?.S;
  if (found === name) return;
  const message =
    found === undefined
      ? `is missing: nothing says that this is a ${name}`
      : `is ${JSON.stringify(found)}, not ${JSON.stringify(name)}`;
  throw new DecodeFailed([{ path: marker, message }]);
}

/** All parameters that the keys of a projected item hold. */
export function keyParameters({ primary }: EntityPlan, source: KeyPlan, item: StoredItem): Parameters {
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
