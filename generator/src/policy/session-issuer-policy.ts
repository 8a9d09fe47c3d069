import { type PolicyDocument, policyDocument, type Statement } from '@tenantry/iam';
import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import { isOfService, roleAssumption } from '../model/role-assumption.js';
import { uniqueSids, wordOf } from './sid.js';
import { roleArnFor, tenantScope } from './tenant-role.js';

/** The actions that begin sessions of a role: those that its trust policy allows to whom it trusts. */
export function issuerActions(model: Model, role: Role): readonly string[] {
  const way = roleAssumption(model, role);
  if (way === undefined) return [];
  return [
    'sts:AssumeRole',
    ...(role.tags.length + way.otherTags.length > 0 ? ['sts:TagSession'] : []),
    ...(way.sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ];
}

/**
 * The policy of the principals of `identity.assumeRole`: to begin sessions of the roles that trust them, and nothing on the
 * tables. A role that trusts principals of its own is not among them. Undefined where there is no such role.
 */
export const sessionIssuerPolicy = (model: Model, environment: Environment): PolicyDocument | undefined =>
  issuerPolicy(
    model,
    model.roles.filter((role) => isOfService(model, role)),
    environment,
  );

/** The same for the principals that a role names itself: to begin sessions of this role alone. */
export const roleSessionIssuer = (model: Model, role: Role, environment: Environment): PolicyDocument | undefined =>
  role.trusted === undefined ? undefined : issuerPolicy(model, [role], environment);

/** Returns the roles that an action is allowed on: of a role that each tenant has one of, that of the tenant that the call's tag names. */
export function issuedRoles(model: Model, environment: Environment, role: Role, action = ''): string {
  const scope = tenantScope(model, role);
  // AWS does not list aws:RequestTag for SetSourceIdentity, which begins nothing by itself.
  const tenant = scope === undefined || action === 'sts:SetSourceIdentity' ? '*' : `\${aws:RequestTag/${scope.tag}}`;
  return roleArnFor(model, environment, role, tenant);
}

function issuerPolicy(model: Model, roles: readonly Role[], environment: Environment): PolicyDocument | undefined {
  const statement = (Sid: string, Action: readonly string[], of: readonly Role[]): readonly Statement[] =>
    of.length === 0
      ? []
      : [
          {
            Sid,
            Effect: 'Allow',
            Action,
            Resource: of.map((role) => issuedRoles(model, environment, role, Action[0])),
          },
        ];
  const may = (action: string) => (role: Role) => issuerActions(model, role).includes(action);
  const [begun, tagged] = [roles.filter(may('sts:AssumeRole')), may('sts:TagSession')];
  const tagOf = (role: Role): string | undefined => tenantScope(model, role)?.tag;
  const tenantTags = [...new Set(begun.flatMap((role) => tagOf(role) ?? []))];
  const statements = [
    ...statement(
      'AssumeTaggedRoles',
      ['sts:AssumeRole', 'sts:TagSession'],
      begun.filter((role) => tagged(role) && tagOf(role) === undefined),
    ),
    // A variable without a value may make a whole statement void, so calls without this tag are not allowed by the same one.
    ...tenantTags.flatMap((tag) =>
      statement(
        `AssumeRolesOf${wordOf(tag)}`,
        ['sts:AssumeRole', 'sts:TagSession'],
        begun.filter((role) => tagOf(role) === tag),
      ),
    ),
    ...statement(
      'AssumeUntaggedRoles',
      ['sts:AssumeRole'],
      begun.filter((role) => !tagged(role)),
    ),
    ...statement('SetSourceIdentity', ['sts:SetSourceIdentity'], roles.filter(may('sts:SetSourceIdentity'))),
  ];
  return statements.length === 0 ? undefined : policyDocument(uniqueSids(statements));
}
