import { decodeItem } from '../entity/decode-item.js';
import type { PutRequest } from './put.js';
import type { PutState, WriteState } from './write-state.js';

/**
 * The result of a batch or transaction of writes, in the order of its requests: the items of creates and puts as they were
 * written.
 */
export type WrittenItems<Requests extends readonly unknown[]> = {
  -readonly [Index in keyof Requests]: Requests[Index] extends PutRequest<
    infer Item,
    infer _Attributes,
    infer _Result,
    infer _Guard
  >
    ? Item
    : undefined;
};

/** DynamoDB returns nothing for a batch or transaction, but what a put writes is settled when its request is made. */
export function writtenItems(states: readonly (WriteState | PutState)[]): readonly unknown[] {
  return states.map((state) => ('item' in state ? decodeItem(state.plan, state.item) : undefined));
}
