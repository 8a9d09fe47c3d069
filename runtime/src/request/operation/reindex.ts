import type { Values } from '../../entity/compute.js';
import { primaryKeyOf } from '../../entity/key-values.js';
import { planOf } from '../../entity/plan.js';
import { ReindexRequest } from '../reindex.js';
import { boundValues, fixedValues, itemState } from './item-state.js';
import type { Operation } from './operation.js';

export const reindex: Operation<'reindex'> = (context, accessor) => {
  if (Object.keys(context.entity.indexes).length === 0) return;
  accessor.reindex = (key?: Values) => {
    const plan = planOf(context.entity);
    const values = boundValues(context, plan, 'reindex', key);
    const state = itemState(context, plan, 'reindex', values, primaryKeyOf(plan, 'reindex', values));
    return new ReindexRequest({ ...state, named: fixedValues(plan, values) });
  };
};
