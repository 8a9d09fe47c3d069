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
  readonly entity: string;
  readonly accessPattern: string;
  readonly index: string | undefined;
  readonly scope: string;

  constructor(message: string, { entity, accessPattern, index, scope }: ScopeViolationDetails) {
    super(message);
    this.entity = entity;
    this.accessPattern = accessPattern;
    this.index = index;
    this.scope = scope;
  }
}
