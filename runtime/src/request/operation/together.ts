import { planOf } from '../../entity/plan.js';
import { makeTogether } from '../together/define.js';
import type { Operation } from './operation.js';

/**
 * What the writes of some entities take besides: guard items of unique attributes and the check of a write guard, in one
 * transaction with the write. It gives no method.
 */
export const together: Operation<never> = (_service, entity) => {
  if (entity.together) planOf(entity).together ??= makeTogether(entity.together);
};
