import { type PolicyDocument, policyDocument } from '@tenantry/iam';
import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import { cognitoTrust, webIdentityTrust } from './federated-trust.js';
import { assumeRoleTrust } from './trust-policy.js';

/** The ways to a session, by the word that stands in the names of their files. */
export const TRUST_WAYS = ['assume-role', 'web-identity', 'cognito'] as const;
export type TrustWay = (typeof TRUST_WAYS)[number];

const TRUST: { readonly [way in TrustWay]: typeof assumeRoleTrust } = {
  'assume-role': assumeRoleTrust,
  'web-identity': webIdentityTrust,
  cognito: cognitoTrust,
};

/** The trust policy of each way that the schema names. */
export function roleTrusts(
  model: Model,
  role: Role,
  environment: Environment,
): { readonly [way in TrustWay]?: PolicyDocument } {
  const documents = TRUST_WAYS.flatMap((way) => {
    const document = TRUST[way](model, role, environment);
    return document === undefined ? [] : [[way, document] as const];
  });
  return Object.fromEntries(documents);
}

/** Joins the ways in one document, because a role has one trust policy. Undefined where the schema names no way. */
export function combinedTrust(trusts: { readonly [way in TrustWay]?: PolicyDocument }): PolicyDocument | undefined {
  const statements = TRUST_WAYS.flatMap((way) => trusts[way]?.Statement ?? []);
  return statements.length === 0 ? undefined : policyDocument(statements);
}

export const roleTrust = (model: Model, role: Role, environment: Environment): PolicyDocument | undefined =>
  combinedTrust(roleTrusts(model, role, environment));
