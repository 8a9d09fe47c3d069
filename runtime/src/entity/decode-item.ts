import { DecodeFailed } from '../errors/decode-failed.js';
import { describeKey } from './describe-key.js';
import type { StoredItem } from './encode-item.js';
import { isWhole, type KnownParts } from './parameters.js';
import type { EntityPlan } from './plan.js';

/**
 * Decodes a whole stored item. An attribute that is absent is what the keys say of it, where they hold it whole. Throws
 * `DecodeFailed`, which names the item. Paths inside of attributes take an eighth of the time, so they are made only once
 * something has `failed`.
 */
export function decodeItem(
  plan: EntityPlan,
  item: StoredItem,
  known?: KnownParts,
  failed?: boolean,
): { [name: string]: unknown } {
  try {
    checkMarker(plan, item);
    const seen: { [name: string]: unknown } = {};
    for (const { label, stored, type, hidden, optional, fixed, virtual } of plan.readings) {
      if (hidden || virtual) continue;
      const value = item[stored];
      if (value !== undefined) seen[label] = type.decode(value, failed ? label : '');
      else if (known !== undefined && isKnown(known, label)) seen[label] = known.get(label)?.value;
      else if (fixed !== undefined) seen[label] = fixed;
      else if (!optional) throw new DecodeFailed([{ path: label, message: 'is missing' }]);
    }
    return seen;
  } catch (error) {
    if (!failed) return decodeItem(plan, item, known, true);
    throw naming(plan, item, error);
  }
}

const isKnown = (known: KnownParts, name: string): boolean => {
  const part = known.get(name);
  return part !== undefined && isWhole(part.format);
};

/** The error of a codec, which does not know the item, as one that names it. */
export function naming(plan: EntityPlan, item: StoredItem, error: unknown): unknown {
  if (!(error instanceof DecodeFailed) || error.key !== undefined) return error;
  return new DecodeFailed(error.problems, plan.name, describeKey(plan, item), item);
}

/** The marker says which entity an item is of. */
export function checkMarker({ name, table: { marker } }: EntityPlan, item: StoredItem): void {
  if (marker === undefined) return;
  const found = item[marker]?.S;
  if (found === name) return;
  const message =
    found === undefined
      ? `is missing: nothing says that this is a ${name}`
      : `is ${JSON.stringify(found)}, not ${JSON.stringify(name)}`;
  throw new DecodeFailed([{ path: marker, message }]);
}
