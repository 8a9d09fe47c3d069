import { type PolicyDocument, policyDocument, type Statement } from '@tenantry/iam';
import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import { isOfService, roleAssumption } from '../model/role-assumption.js';
import { roleArn } from './arn.js';

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

function issuerPolicy(model: Model, roles: readonly Role[], environment: Environment): PolicyDocument | undefined {
  const arnsWith = (wanted: (actions: readonly string[]) => boolean): readonly string[] =>
    roles.filter((role) => wanted(issuerActions(model, role))).map(({ name }) => roleArn(model, environment, name));
  const statement = (Sid: string, Action: readonly string[], Resource: readonly string[]): readonly Statement[] =>
    Resource.length === 0 ? [] : [{ Sid, Effect: 'Allow', Action, Resource }];
  const statements = [
    ...statement(
      'AssumeTaggedRoles',
      ['sts:AssumeRole', 'sts:TagSession'],
      arnsWith((actions) => actions.includes('sts:TagSession')),
    ),
    ...statement(
      'AssumeUntaggedRoles',
      ['sts:AssumeRole'],
      arnsWith((actions) => actions.includes('sts:AssumeRole') && !actions.includes('sts:TagSession')),
    ),
    ...statement(
      'SetSourceIdentity',
      ['sts:SetSourceIdentity'],
      arnsWith((actions) => actions.includes('sts:SetSourceIdentity')),
    ),
  ];
  return statements.length === 0 ? undefined : policyDocument(statements);
}
