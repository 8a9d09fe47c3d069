import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import type { PolicyDocument } from './document.js';
import { minterPolicy } from './minter-policy.js';
import { rolePolicy } from './role-policy.js';
import { assumeRoleTrust } from './trust-policy.js';

/** The documents of one role. */
export interface RoleDocuments {
  readonly role: string;
  /** Identity policies; more than one where a single one would be too large. */
  readonly identity: readonly PolicyDocument[];
  /** Trust policies by the way a session is had: `assume-role`, `web-identity`, `cognito`. */
  readonly trust: { readonly [way: string]: PolicyDocument };
}

/** Every policy document of one environment. */
export interface EnvironmentDocuments {
  readonly environment: string;
  readonly minter: PolicyDocument | undefined;
  readonly roles: readonly RoleDocuments[];
}

/** What `generate` emits and `verify` checks unless it is given other documents. */
export const policyDocuments = (model: Model): readonly EnvironmentDocuments[] =>
  model.environments.map((environment) => ({
    environment: environment.name,
    minter: model.identity.assumeRole === undefined ? undefined : minterPolicy(model, environment),
    roles: model.roles.map((role) => roleDocuments(model, role, environment)),
  }));

function roleDocuments(model: Model, role: Role, environment: Environment): RoleDocuments {
  const assumeRole = assumeRoleTrust(model, role, environment);
  return {
    role: role.name,
    identity: [rolePolicy(model, role, environment)],
    trust: { ...(assumeRole && { 'assume-role': assumeRole }) },
  };
}
