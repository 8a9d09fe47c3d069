import type { Values } from '../../entity/compute.js';
import { primaryKeyOf } from '../../entity/key-values.js';
import { UpdateRequest } from '../update.js';
import { boundValues, fixedValues, itemState, writtenPlan } from './item-state.js';
import type { Operation } from './operation.js';

export const update: Operation<'update'> = (context, accessor) => {
  accessor.update = (key?: Values) => {
    const plan = writtenPlan(context);
    const values = boundValues(context, plan, 'update', key);
    const state = itemState(context, plan, 'update', values, primaryKeyOf(plan, 'update', values));
    return new UpdateRequest({ ...state, named: fixedValues(plan, values), actions: [] });
  };
};
