import type { Values } from '../../entity/compute.js';
import { planOf } from '../../entity/plan.js';
import { indexTarget } from '../index-target.js';
import { queryOf } from '../query-target.js';
import { bindValues } from '../service.js';
import type { Operation } from './operation.js';

/** A method for each access pattern over an index. */
export const queryIndex: Operation<'index'> = (context, accessor) => {
  for (const accessPattern of Object.keys(context.entity.indexes)) {
    accessor[accessPattern] = (partition?: Values) => {
      const { service, entity, fanOut } = context;
      const plan = planOf(entity);
      const target = indexTarget(plan, accessPattern);
      const values = bindValues(service, target.key.scope, partition, `${plan.name} ${accessPattern}`);
      return queryOf(service, target, values, plan, fanOut);
    };
  }
};
