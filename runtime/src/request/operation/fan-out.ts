import { fanOut as readShards } from '../fan-out.js';
import type { Operation } from './operation.js';

/** Queries that name no shard read all of them. It gives no method. */
export const fanOut: Operation<never> = (context) => {
  context.fanOut = readShards;
};
