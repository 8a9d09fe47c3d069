import type { PolicyDocument } from '@tenantry/iam';
import type { Environment, Model } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import { maxSessionSeconds } from '../../model/role-assumption.js';
import { roleName } from '../../policy/arn.js';
import { rolePolicies } from '../../policy/role-policy.js';
import { roleTrust } from '../../policy/role-trust.js';

/** What IAM is told of a role in one environment. */
export interface RoleDocuments {
  readonly role: Role;
  /** One for each managed policy; none for a role that may do nothing. */
  readonly policies: readonly PolicyDocument[];
  /**
   * Absent where the schema names no way to get a session: IAM has no role without a trust policy. Also of a role that each tenant
   * has, which is made when the tenant comes and gets the policies that are made here.
   */
  readonly trust: PolicyDocument | undefined;
  /** 3600–43200: IAM takes no role with less, although a session may be shorter. */
  readonly maxSessionSeconds: number;
}

export function roleDocuments(model: Model, environment: Environment): readonly RoleDocuments[] {
  return model.roles.map((role) => ({
    role,
    policies: rolePolicies(model, role, environment).filter(({ Statement }) => Statement.length > 0),
    trust: role.perTenant ? undefined : roleTrust(model, role, environment),
    maxSessionSeconds: Math.max(3600, maxSessionSeconds(model, role)),
  }));
}

/** A dot, which no role's name holds, so that it is the name of no other role's policy. `part` counts from 0. */
export const managedPolicyName = (roleName: string, part: number): string =>
  part === 0 ? roleName : `${roleName}.${part + 1}`;

/** Of the service, or of one role that names its own principals. */
export const sessionIssuerPolicyName = (model: Model, environment: Environment, role?: Role): string =>
  `${roleName(model, environment, 'session-issuer')}${role === undefined ? '' : `.${role.name}`}`;
