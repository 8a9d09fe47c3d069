import { TenantryError } from './tenantry-error.js';

export interface ScopeViolationDetails {
  readonly entity: string;
  /** `primary` or the name of the index access pattern. */
  readonly accessPattern: string;
  /** The index that the item was read through. */
  readonly index?: string | undefined;
  readonly scope: string;
  /** The attribute or key parameter of an item that contradicts its key, or whose key is another owner's. */
  readonly attribute?: string;
  /** The item's key, as texts by attribute name, with sensitive parts left out. */
  readonly key?: { readonly [attribute: string]: string };
}

/**
 * A request or an item lies outside the caller's scope, or an item contradicts its own key, which says whose it is. On a
 * read through an index it means that another tenant wrote this scope's key into an index attribute of its own item, which
 * IAM cannot stop.
 */
export class ScopeViolation extends TenantryError {
  readonly code = 'ScopeViolation';
  declare readonly entity: string;
  declare readonly accessPattern: string;
  declare readonly index: string | undefined;
  declare readonly scope: string;
  declare readonly attribute: string | undefined;
  declare readonly key: { readonly [attribute: string]: string } | undefined;

  constructor(message: string, details: ScopeViolationDetails) {
    super(message, undefined, details);
  }
}
