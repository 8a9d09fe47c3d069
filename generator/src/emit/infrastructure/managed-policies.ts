import type { Environment, Model } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import { maxSessionSeconds } from '../../model/role-assumption.js';
import { roleName } from '../../policy/arn.js';

/** Returns a policy's name. No role's name has a dot, so no other role's policy has this name. `part` counts from 0. */
export const managedPolicyName = (roleName: string, part: number): string =>
  part === 0 ? roleName : `${roleName}.${part + 1}`;

/** Names the policy of the service's session issuer, or of one role that names its own principals. */
export const sessionIssuerPolicyName = (model: Model, environment: Environment, role?: string): string =>
  `${roleName(model, environment, 'session-issuer')}${role === undefined ? '' : `.${role}`}`;

/** Returns 3600–43200: IAM accepts no role with less, although a session may be shorter. */
export const roleSessionSeconds = (model: Model, role: Role): number => Math.max(3600, maxSessionSeconds(model, role));
