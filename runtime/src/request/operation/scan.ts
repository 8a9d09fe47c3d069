import { planOf } from '../../entity/plan.js';
import { ScanRequest } from '../scan.js';
import type { Operation } from './operation.js';

/** The method `scan`, of entities that a role may scan. */
export const scan: Operation<'scan'> = ({ service, entity }, accessor) => {
  accessor.scan = () => new ScanRequest({ service, plan: planOf(entity), segments: 1 });
};
