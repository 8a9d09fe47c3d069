import type { Values } from '../../entity/compute.js';
import { primaryKeyOf } from '../../entity/key-values.js';
import { UpdateRequest } from '../update.js';
import { boundValues, fixedValues, itemState, writtenPlan } from './item-state.js';
import type { Operation } from './operation.js';

export const update: Operation<'update'> = (service, entity, accessor) => {
  accessor.update = (key?: Values) => {
    const plan = writtenPlan(entity);
    const values = boundValues(service, plan, 'update', key);
    const state = itemState(service, plan, 'update', values, primaryKeyOf(plan, 'update', values));
    return new UpdateRequest({ ...state, named: fixedValues(plan, values), actions: [] });
  };
};
