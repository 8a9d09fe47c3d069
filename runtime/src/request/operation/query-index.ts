import { indexTarget } from '../index-target.js';
import type { Operation } from './operation.js';
import { queryMethod } from './query.js';

/** A method for each access pattern over an index. */
export const queryIndex: Operation<'index'> = (context, accessor) => {
  for (const accessPattern of Object.keys(context.entity.indexes))
    accessor[accessPattern] = queryMethod(context, (plan) => indexTarget(plan, accessPattern));
};
