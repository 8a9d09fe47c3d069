import type { ValueProblem } from '../codec/attribute.js';
import { TenantryError } from './tenantry-error.js';

/** Reports arguments that do not fit the schema. Holds every problem, not the first alone. */
export class ValidationFailed extends TenantryError {
  readonly code = 'ValidationFailed';
  declare readonly entity: string;
  /** The operation: `create`, `query`, … */
  declare readonly operation: string;
  declare readonly problems: readonly ValueProblem[];

  constructor(entity: string, operation: string, problems: readonly ValueProblem[]) {
    super(
      `${entity} ${operation}: ${problems.map(({ path, message }) => `${path} ${message}`).join('; ')}.`,
      undefined,
      {
        entity,
        operation,
        problems,
      },
    );
  }
}
