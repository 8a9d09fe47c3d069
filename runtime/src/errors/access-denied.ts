import { TenantryError } from './tenantry-error.js';

export interface AccessDeniedDetails {
  readonly entity: string;
  /** The IAM action, such as `dynamodb:GetItem`. */
  readonly action: string;
  /** The table or index as the request named it. */
  readonly resource: string;
  /** The partition keys that IAM checks as `dynamodb:LeadingKeys`, with sensitive parts left out. */
  readonly leadingKeys: readonly string[];
}

/** IAM refused the request: the client's credentials do not reach these keys with this action. */
export class AccessDenied extends TenantryError {
  readonly code = 'AccessDenied';
  readonly entity: string;
  readonly action: string;
  readonly resource: string;
  readonly leadingKeys: readonly string[];

  constructor({ entity, action, resource, leadingKeys }: AccessDeniedDetails, cause: unknown) {
    super(
      `${entity}: ${action} on ${resource} with leading keys ${leadingKeys.join(', ')} is not allowed for these credentials. ` +
        'Check that the session is of the right tenant and that its role grants this action; `tenantry verify` lists what each role may do.',
      { cause },
    );
    this.entity = entity;
    this.action = action;
    this.resource = resource;
    this.leadingKeys = leadingKeys;
  }
}
