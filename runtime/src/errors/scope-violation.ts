import { TenantryError } from './tenantry-error.js';

export interface ScopeViolationDetails {
  readonly entity: string;
  /** `primary` or the name of the index access pattern. */
  readonly accessPattern: string;
  /** The index that the item was read through. */
  readonly index?: string | undefined;
  readonly scope: string;
}

/**
 * A request or an item lies outside the caller's scope. On a read through an index it means that another tenant wrote
 * this scope's key into an index attribute of its own item, which IAM cannot stop.
 */
export class ScopeViolation extends TenantryError {
  readonly code = 'ScopeViolation';
  declare readonly entity: string;
  declare readonly accessPattern: string;
  declare readonly index: string | undefined;
  declare readonly scope: string;

  constructor(message: string, details: ScopeViolationDetails) {
    super(message, undefined, details);
  }
}
