import type { Values } from '../../entity/compute.js';
import { planOf } from '../../entity/plan.js';
import { primaryTarget, queryOf } from '../query-target.js';
import { bindValues } from '../service.js';
import type { Operation } from './operation.js';

/** The method `query`, of the table's partitions. */
export const query: Operation<'query'> = (context, accessor) => {
  accessor.query = (partition?: Values) => {
    const { service, entity, fanOut } = context;
    const plan = planOf(entity);
    const target = primaryTarget(plan);
    const values = bindValues(service, target.key.scope, partition, `${plan.name} primary`);
    return queryOf(service, target, values, plan, fanOut);
  };
};
