import type { PolicyDocument } from '@tenantry/iam';
import {
  type Environment,
  type Model,
  maxSessionSeconds,
  policyDocuments,
  principalArn,
  providerName,
  roleArnFor,
  tableArn,
  tenantOfArn,
  tenantScope,
  trustOfTenant,
} from 'tenantry/policies';

/** A role of the schema, as the account of an environment holds it. */
export interface AccountRole {
  readonly kind: 'role';
  /** Its name in the schema. */
  readonly name: string;
  readonly arn: string;
  readonly policies: readonly PolicyDocument[];
  readonly trust: PolicyDocument;
  readonly maxSessionSeconds: number;
  /** Returns the role of one tenant, where each has its own, by its ARN; undefined for any other ARN. */
  readonly ofTenant?: (arn: string) => AccountRole | undefined;
}

/** A principal outside of the schema: one that may hand out sessions, or one that a test brings along. */
export interface AccountCaller {
  readonly kind: 'caller';
  readonly arn: string;
  readonly policies: readonly PolicyDocument[];
}

/** The principals and their permissions: all of IAM that the sandbox knows. */
export interface Account {
  readonly environment: Environment;
  readonly roles: ReadonlyMap<string, AccountRole>;
  /** In the order of the schema's `trusted`, then the test's own. */
  readonly callers: ReadonlyMap<string, AccountCaller>;
  /** The resource policies of tables, by the table's ARN; none unless they are asked for. */
  readonly guardrails: ReadonlyMap<string, PolicyDocument>;
  readonly webIdentity: Model['identity']['webIdentity'];
  readonly identityPool: Model['identity']['cognitoIdentityPool'];
}

/** Policies of callers by ARN, or by `role/name` in the environment's own account. */
export interface CallerPolicies {
  readonly [principal: string]: PolicyDocument | readonly PolicyDocument[];
}

/** The additions of a sandbox to the schema's account. */
export interface AccountOptions {
  /** Identity policies of principals that are no roles of the schema, added to what a trusted principal has anyway. */
  readonly callers?: CallerPolicies;
  /** Enforce the tables' guardrail policies as well, for those who attach them. */
  readonly guardrail?: boolean;
}

export function accountOf(
  model: Model,
  environment: Environment,
  { callers: extra = {}, guardrail = false }: AccountOptions = {},
): Account {
  const documents = policyDocuments(model).find((each) => each.environment === environment.name);
  const roles = model.roles.map((role): AccountRole => {
    const { identity = [], trust = {} } = documents?.roles.find((each) => each.role === role.name) ?? {};
    const scope = tenantScope(model, role);
    const made: AccountRole = {
      kind: 'role',
      name: role.name,
      arn: roleArnFor(model, environment, role, '*'),
      policies: identity,
      // IAM has one trust policy per role: a role that may be begun in several ways holds the statements of each.
      trust: { Version: '2012-10-17', Statement: Object.values(trust).flatMap(({ Statement }) => Statement) },
      maxSessionSeconds: maxSessionSeconds(model, role),
    };
    if (scope === undefined) return made;
    return {
      ...made,
      ofTenant: (arn) => {
        const tenant = tenantOfArn(model, environment, role, arn);
        return tenant === undefined ? undefined : { ...made, arn, trust: trustOfTenant(made.trust, scope, tenant) };
      },
    };
  });
  const callers = new Map<string, AccountCaller>();
  const attach = (principal: string, policies: readonly PolicyDocument[]): void => {
    const arn = principalArn(environment, principal);
    callers.set(arn, { kind: 'caller', arn, policies: [...(callers.get(arn)?.policies ?? []), ...policies] });
  };
  for (const principal of model.identity.assumeRole?.trusted ?? []) {
    attach(principal, documents?.sessionIssuer ? [documents.sessionIssuer] : []);
  }
  for (const { name, trusted = [] } of model.roles) {
    const issuer = documents?.roles.find((each) => each.role === name)?.sessionIssuer;
    for (const principal of trusted) attach(principal, issuer ? [issuer] : []);
  }
  for (const [principal, policies] of Object.entries(extra)) {
    attach(principal, isList(policies) ? policies : [policies]);
  }
  const { webIdentity: way, cognitoIdentityPool: identityPool } = model.identity;
  const webIdentity = way && { ...way, provider: providerName(way.provider) };
  const guardrails = Object.entries((guardrail && documents?.guardrails) || {});
  return {
    environment,
    roles: new Map(roles.map((role) => [role.arn, role])),
    callers,
    guardrails: new Map(guardrails.map(([table, document]) => [tableArn(environment, table), document])),
    webIdentity,
    identityPool,
  };
}

/** Returns the role of an ARN. The roles of all tenants are there; only those of the schema's shape. */
export function findRole({ roles }: Account, arn: string): AccountRole | undefined {
  const role = roles.get(arn);
  if (role !== undefined) return role.ofTenant === undefined ? role : undefined;
  for (const { ofTenant } of roles.values()) {
    const own = ofTenant?.(arn);
    if (own !== undefined) return own;
  }
  return undefined;
}

/** The identity policies of a role or a caller; undefined where the account has no such principal any more. */
export const policiesOf = (account: Account, identityArn: string): readonly PolicyDocument[] | undefined =>
  (findRole(account, identityArn) ?? account.callers.get(identityArn))?.policies;

const isList = (policies: PolicyDocument | readonly PolicyDocument[]): policies is readonly PolicyDocument[] =>
  Array.isArray(policies);
