import { TenantryError } from './tenantry-error.js';

export interface AccessDeniedDetails {
  readonly entity: string;
  /** The IAM action, such as `dynamodb:GetItem`. */
  readonly action: string;
  /** The table or index as the request named it. */
  readonly resource: string;
  /** The partition keys that IAM checks as `dynamodb:LeadingKeys`, with sensitive parts left out. */
  readonly leadingKeys: readonly string[];
  /**
   * The patterns of a role that grants this: `TENANT#{tenantId}#RES#*`, where `{tenantId}` is the session's tag. Empty for a
   * scan.
   */
  readonly patterns: readonly string[];
}

/** IAM refused the request: the client's credentials do not reach these keys with this action. */
export class AccessDenied extends TenantryError {
  readonly code = 'AccessDenied';
  declare readonly entity: string;
  declare readonly action: string;
  declare readonly resource: string;
  declare readonly leadingKeys: readonly string[];
  declare readonly patterns: readonly string[];
  /** The caller, as IAM names it: the ARN of the role's session. Absent where its message does not say. */
  declare readonly principal: string | undefined;

  constructor({ entity, action, resource, leadingKeys, patterns }: AccessDeniedDetails, cause: Error) {
    const principal = /^User: (\S+) is not authorized/.exec(cause.message)?.[1];
    super(
      `${entity}: ${action} on ${resource} with leading keys ${leadingKeys.join(', ')} is not allowed for ${principal ?? 'these credentials'}. ` +
        `A role that grants it allows ${patterns.join(', ')}, with the tags of its session. ` +
        'Check that the session is of the right tenant and that its role grants this action; `tenantry verify` lists what each role may do.',
      { cause },
      { entity, action, resource, leadingKeys, patterns, principal },
    );
  }
}
