import type { Values } from '../../entity/compute.js';
import { planOf } from '../../entity/plan.js';
import { CheckRequest } from '../check.js';
import { keyedState } from './item-state.js';
import type { Operation } from './operation.js';

export const check: Operation<'check'> = (context, accessor) => {
  accessor.check = (key?: Values) => new CheckRequest(keyedState(context, planOf(context.entity), 'check', key));
};
