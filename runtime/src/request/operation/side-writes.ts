import { makeSideWrites } from '../side-writes/define.js';
import type { Operation } from './operation.js';

/**
 * The side writes of some entities, in one transaction with each write: guard items of unique attributes and the check of a
 * write guard. It gives no method.
 */
export const sideWrites: Operation<never> = (context) => {
  const { sideWrites: definition } = context.entity;
  if (definition) context.sideWrites = makeSideWrites(definition);
};
