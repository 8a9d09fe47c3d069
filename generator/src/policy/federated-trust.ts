import type { Condition, PolicyDocument } from '@tenantry/iam';
import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import { joined } from './condition.js';
import { requestTags, roleTags, tenantPin, trustDocument } from './trust-policy.js';

/**
 * For callers with a token of an OpenID provider, whose signed claim `https://aws.amazon.com/tags` carries the tags. Other
 * claims are no condition keys: a policy that names `custom:tenant_id` refuses everybody.
 * An unscoped role has none: whoever has a token chooses the role, and this one has no border.
 */
export function webIdentityTrust(model: Model, role: Role, environment: Environment): PolicyDocument | undefined {
  const way = model.identity.webIdentity;
  if (way === undefined || role.unscoped) return undefined;
  const provider = providerName(way.provider);
  const arn = `arn:${environment.partition}:iam::${environment.account}:oidc-provider/${provider}`;
  return federatedTrust(model, role, 'WebIdentity', arn, {
    StringEquals: { [`${provider}:aud`]: [...way.audience].sort() },
  });
}

/** The provider as condition keys and its ARN call it: without the scheme. */
export const providerName = (provider: string): string => provider.replace(/^https:\/\//, '').replace(/\/$/, '');

/**
 * For callers of a Cognito identity pool that maps claims to principal tags. Source: Amazon Cognito Developer Guide, "Role
 * trust and permissions": `aud` is the pool's id, and `amr` tells signed-in callers from guests.
 */
export function cognitoTrust(model: Model, role: Role, environment: Environment): PolicyDocument | undefined {
  const way = model.identity.cognitoIdentityPool;
  // A session of an identity pool has no source identity, and a pool gives all of its users one role.
  if (way === undefined || role.unscoped || role.sourceIdentity === 'required' || role.perTenant) return undefined;
  const service = cognitoPrincipal(environment);
  return federatedTrust(model, role, 'Cognito', service, {
    'ForAnyValue:StringLike': { [`${service}:amr`]: 'authenticated' },
    StringEquals: { [`${service}:aud`]: way.poolId },
  });
}

export const cognitoPrincipal = ({ partition }: Environment): string =>
  partition === 'aws-us-gov' ? 'cognito-identity-us-gov.amazonaws.com' : 'cognito-identity.amazonaws.com';

function federatedTrust(model: Model, role: Role, sid: string, federated: string, pinned: Condition): PolicyDocument {
  const tags = requestTags(roleTags(model, role));
  return trustDocument({
    sid,
    principal: { Federated: federated },
    assume: 'sts:AssumeRoleWithWebIdentity',
    tagging: tags !== undefined,
    condition: joined(pinned, tags, tenantPin(model, role)) ?? pinned,
    sourceIdentity: sid === 'Cognito' ? undefined : role.sourceIdentity,
  });
}
