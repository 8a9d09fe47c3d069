import { decodeItem } from '../entity/decode-item.js';
import type { StoredItem } from '../entity/encode-item.js';
import type { EntityPlan } from '../entity/plan.js';
import { afterWrite } from '../errors/after-write.js';

/** Decodes an item that a done write returned. Throws `DecodeFailed` with `written: true`, which holds the item. */
export function decodeWritten(
  plan: EntityPlan,
  item: StoredItem,
  decode: typeof decodeItem = decodeItem,
): { [name: string]: unknown } {
  try {
    return decode(plan, item);
  } catch (error) {
    throw afterWrite(error);
  }
}
