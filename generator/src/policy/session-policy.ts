import { documentSize, LIMITS, type PolicyDocument } from '@tenantry/iam';
import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import { longestPolicy, rolePolicy } from './role-policy.js';

/**
 * The role's policy as the inline policy of a session: it cuts what a service's own, wider role allows. The tags still have
 * to be passed. Undefined where STS would refuse it in some environment, and for an unscoped role, which has no border to cut at.
 */
export function sessionPolicy(model: Model, role: Role, environment: Environment): PolicyDocument | undefined {
  if (role.unscoped) return undefined;
  const document = rolePolicy(model, role, environment);
  return document.Statement.length > 0 && documentSize(longestPolicy(model, role, environment)) <= LIMITS.session
    ? document
    : undefined;
}
