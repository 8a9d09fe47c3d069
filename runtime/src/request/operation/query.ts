import type { Values } from '../../entity/compute.js';
import { planOf } from '../../entity/plan.js';
import { entityTarget, queryOf } from '../query-target.js';
import { bindValues } from '../service.js';
import type { Operation } from './operation.js';

/** The method `query`, and one for each access pattern over an index. */
export const query: Operation<'query'> = (service, entity, accessor) => {
  const of = (accessPattern: string) => (partition?: Values) => {
    const plan = planOf(entity);
    const target = entityTarget(plan, accessPattern);
    return queryOf(
      service,
      target,
      bindValues(service, target.key.scope, partition, `${plan.name} ${accessPattern}`),
      plan,
    );
  };
  accessor.query = of('primary');
  for (const accessPattern of Object.keys(entity.indexes)) accessor[accessPattern] = of(accessPattern);
};
