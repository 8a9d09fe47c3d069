import type { Values } from '../../entity/compute.js';
import { primaryKeyOf } from '../../entity/key-values.js';
import { bindValues } from '../service.js';
import { UpdateRequest } from '../update.js';
import { fixedValues, itemState, writtenPlan } from './item-state.js';
import type { Operation } from './operation.js';

export const update: Operation<'update'> = (service, entity, accessor) => {
  accessor.update = (key?: Values) => {
    const plan = writtenPlan(entity);
    const values = bindValues(service, plan.scope, key, `${plan.name} update`);
    const state = itemState(service, plan, 'update', values, primaryKeyOf(plan, 'update', values));
    return new UpdateRequest({ ...state, named: fixedValues(plan, values), actions: [] });
  };
};
