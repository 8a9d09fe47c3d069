import { MOST_ITEM_BYTES, sizeOf } from '../../entity/item-size.js';
import { ItemTooLarge } from '../../errors/item-too-large.js';
import { RequestRefused } from '../../errors/request-refused.js';
import type { WritePart } from '../write-state.js';
import type { Entry } from './assemble.js';

/** Source: Amazon DynamoDB API Reference, TransactWriteItems: 100 actions, 4 MB together. */
const MOST_ENTRIES = 100;
const MOST_BYTES = 4 * 1024 * 1024;

/** Refuses what DynamoDB would refuse, naming the entry. Only puts are measured: what updates make is not known here. */
export function checkTransaction(parts: readonly WritePart[], entries: readonly Entry[]): void {
  if (entries.length > MOST_ENTRIES) {
    const more = entries.length - parts.length;
    const what =
      more > 0
        ? `${parts.length}, and ${more} entries go with them (unique attributes, write guards)`
        : `${parts.length}`;
    throw new RequestRefused(`transactWrite takes up to ${MOST_ENTRIES} requests, and these are ${what}.`);
  }
  let total = 0;
  let largest = { index: 0, bytes: 0 };
  for (const { input, index } of entries) {
    if (input.Put?.Item === undefined) continue;
    const bytes = sizeOf(input.Put.Item);
    const name = `transactWrite: entry ${index} (${parts[index]?.state.plan.name} ${parts[index]?.state.operation})`;
    if (bytes > MOST_ITEM_BYTES) throw new ItemTooLarge(name);
    total += bytes;
    if (bytes > largest.bytes) largest = { index, bytes };
  }
  if (total <= MOST_BYTES) return;
  throw new RequestRefused(
    `transactWrite: the items are ${total} bytes together, and DynamoDB takes ${MOST_BYTES} in a transaction. ` +
      `The largest is entry ${largest.index} (${parts[largest.index]?.state.plan.name}) with ${largest.bytes} bytes.`,
  );
}
