import { documentSize, LIMITS, type PolicyDocument } from '@tenantry/iam';
import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import { guardrailPolicy } from './guardrail-policy.js';
import { longestPolicy, rolePolicies, rolePolicy } from './role-policy.js';
import { roleTrusts, type TrustWay } from './role-trust.js';
import { roleSessionIssuer, sessionIssuerPolicy } from './session-issuer-policy.js';

/** The documents of one role. */
export interface RoleDocuments {
  readonly role: string;
  /** Identity policies; more than one where a single one would be too large. */
  readonly identity: readonly PolicyDocument[];
  /** Trust policies by the way to a session. */
  readonly trust: { readonly [way in TrustWay]?: PolicyDocument };
  /** The identity policy as the inline policy of a session, where it fits. */
  readonly session?: PolicyDocument;
  /** For the principals that the role names itself. */
  readonly sessionIssuer?: PolicyDocument;
}

/** Every policy document of one environment. */
export interface EnvironmentDocuments {
  readonly environment: string;
  /** For the principals of `identity.assumeRole`. */
  readonly sessionIssuer?: PolicyDocument;
  readonly roles: readonly RoleDocuments[];
  /** Resource policies that back the roles' own up, by logical table name. */
  readonly guardrails: { readonly [table: string]: PolicyDocument };
}

/** Returns the documents that `generate` emits, and that `verify` checks unless it is given others. */
export const policyDocuments = (model: Model): readonly EnvironmentDocuments[] =>
  model.environments.map((environment) => environmentDocuments(model, environment));

/** Returns the documents of an environment, made once: models are values, so what was checked is what is emitted. */
export function environmentDocuments(model: Model, environment: Environment): EnvironmentDocuments {
  const known = made.get(model) ?? new WeakMap<Environment, EnvironmentDocuments>();
  made.set(model, known);
  const documents = known.get(environment) ?? makeDocuments(model, environment);
  known.set(environment, documents);
  return documents;
}

const made = new WeakMap<Model, WeakMap<Environment, EnvironmentDocuments>>();

function makeDocuments(model: Model, environment: Environment): EnvironmentDocuments {
  const guardrails = model.tables.flatMap((table) => {
    const document = guardrailPolicy(model, table, environment);
    return document === undefined ? [] : [[table.name, document] as const];
  });
  const sessionIssuer = sessionIssuerPolicy(model, environment);
  return {
    environment: environment.name,
    ...(sessionIssuer && { sessionIssuer }),
    roles: model.roles.map((role) => roleDocuments(model, role, environment)),
    guardrails: Object.fromEntries(guardrails),
  };
}

function roleDocuments(model: Model, role: Role, environment: Environment): RoleDocuments {
  const session = sessionPolicy(model, role, environment);
  const sessionIssuer = roleSessionIssuer(model, role, environment);
  return {
    role: role.name,
    identity: rolePolicies(model, role, environment),
    trust: roleTrusts(model, role, environment),
    ...(session && { session }),
    ...(sessionIssuer && { sessionIssuer }),
  };
}

/**
 * The role's policy as the inline policy of a session: it cuts what a service's own, wider role allows. The tags still have
 * to be passed. Undefined where STS would refuse it in some environment, and for an unscoped role, which has no border to cut at.
 */
function sessionPolicy(model: Model, role: Role, environment: Environment): PolicyDocument | undefined {
  if (role.unscoped) return undefined;
  const document = rolePolicy(model, role, environment);
  return document.Statement.length > 0 && documentSize(longestPolicy(model, role, environment)) <= LIMITS.session
    ? document
    : undefined;
}
