import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { GUARD_PREFIX } from '../../key/reserved.js';

/** The type attribute of guard items. */
export const GUARD = '_unique';

/** Holds the key of the item that has the value. */
export const GUARD_OWNER = '_of';

/** Returns whether an item guards a unique attribute and is of no entity. */
export function isGuardItem(item: { readonly [name: string]: AttributeValue }, sortKey: string | undefined): boolean {
  return (
    sortKey !== undefined && item[GUARD_OWNER] !== undefined && item[sortKey]?.S?.startsWith(GUARD_PREFIX) === true
  );
}
