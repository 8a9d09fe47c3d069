import type { Values } from '../../entity/compute.js';
import { type EntityPlan, planOf } from '../../entity/plan.js';
import type { QueryRequest } from '../query.js';
import type { QueryTarget } from '../query-state.js';
import { primaryTarget, queryOf } from '../query-target.js';
import { bindValues } from '../service.js';
import type { Context, Operation } from './operation.js';

/** The method `query`, of the table's partitions. */
export const query: Operation<'query'> = (context, accessor) => {
  accessor.query = queryMethod(context, primaryTarget);
};

/** Makes a method that queries a partition of a target. */
export function queryMethod(
  context: Context,
  targetOf: (plan: EntityPlan) => QueryTarget,
): (partition?: Values) => QueryRequest<unknown, unknown, unknown> {
  return (partition) => {
    const { service, entity, fanOut } = context;
    const plan = planOf(entity);
    const target = targetOf(plan);
    const { scope, accessPattern } = target.key;
    const values = bindValues(service, scope, partition, `${plan.name} ${accessPattern}`);
    return queryOf(service, target, values, plan, fanOut);
  };
}
