import type { Values } from '../../entity/compute.js';
import { planOf } from '../../entity/plan.js';
import { GetRequest } from '../get.js';
import { keyedState } from './item-state.js';
import type { Operation } from './operation.js';

export const get: Operation<'get'> = (context, accessor) => {
  accessor.get = (key?: Values) => new GetRequest(keyedState(context, planOf(context.entity), 'get', key));
};
