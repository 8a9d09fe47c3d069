import { type PolicyDocument, policyDocument } from '@tenantry/iam';
import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import { cognitoTrust, webIdentityTrust } from './federated-trust.js';
import { uniqueSids } from './sid.js';
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

/** All ways in one document, because a role has one trust policy. Undefined where the schema names no way. */
export function roleTrust(model: Model, role: Role, environment: Environment): PolicyDocument | undefined {
  const statements = Object.values(roleTrusts(model, role, environment)).flatMap(({ Statement }) => Statement);
  return statements.length === 0 ? undefined : policyDocument(uniqueSids(statements));
}
