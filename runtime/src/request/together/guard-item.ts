import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** The marker of guard items, and the beginning of their sort keys. The generator knows it too. */
export const GUARD = '_unique';

/** Holds the key of the item that has the value. */
export const GUARD_OWNER = '_of';

/** Whether an item guards a unique attribute and is of no entity. */
export function isGuardItem(item: { readonly [name: string]: AttributeValue }, sortKey: string | undefined): boolean {
  return sortKey !== undefined && item[GUARD_OWNER] !== undefined && item[sortKey]?.S?.startsWith(`${GUARD}#`) === true;
}
