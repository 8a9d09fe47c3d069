import { planOf } from '../../entity/plan.js';
import type { Operation } from './operation.js';

/** The method `scan`, where the schema grants scans: what it takes stands in the definitions of those entities alone. */
export const scan: Operation<'scan'> = (service, entity, accessor) => {
  if (entity.scan) accessor.scan = () => entity.scan?.(service, planOf(entity));
};
