import type { ValueProblem } from '../codec/attribute.js';
import { TenantryError } from './tenantry-error.js';

/** What a caller passed does not fit the schema. Holds every problem, not the first alone. */
export class ValidationFailed extends TenantryError {
  readonly code = 'ValidationFailed';
  readonly entity: string;
  /** What was asked for: `create`, `query`, … */
  readonly operation: string;
  readonly problems: readonly ValueProblem[];

  constructor(entity: string, operation: string, problems: readonly ValueProblem[]) {
    super(`${entity} ${operation}: ${problems.map(({ path, message }) => `${path} ${message}`).join('; ')}.`);
    this.entity = entity;
    this.operation = operation;
    this.problems = problems;
  }
}
