import type { JWTPayload } from 'jose';
import { objectAt, textAt } from '../dynamodb/json.js';
import type { Call } from '../http/call.js';
import { Failure } from '../http/failure.js';
import { webIdentityOf } from '../web-identity/claims.js';
import { verifyToken } from '../web-identity/verify-token.js';
import type { World } from '../world.js';

/** A user, signed in with the identity provider of the pool. */
export interface Login {
  readonly provider: string;
  readonly subject: string;
  readonly claims: JWTPayload;
}

/** The one login of a call, its token verified. Guests have no tenant, so a call without login is refused. */
export async function loginOf(logins: unknown, call: Call, world: World): Promise<Login> {
  const entries = logins === undefined ? [] : Object.entries(objectAt(logins, 'Logins'));
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) {
    throw notAuthorized(
      entry === undefined
        ? 'Unauthenticated access is not supported for this identity pool.'
        : 'The sandbox accepts one login per identity.',
    );
  }
  const [name, value] = entry;
  const claims = await verifyToken(textAt(value, `Logins.${name}`), world.identityKeys, call.now);
  const { provider, subject, audience } = webIdentityOf({ ...claims, [TAGS]: undefined });
  if (provider !== name) throw notAuthorized("Invalid login token. Issuer doesn't match providerName");
  const expected = world.account.webIdentity;
  if (expected !== undefined && (provider !== expected.provider || !expected.audience.includes(audience))) {
    throw notAuthorized('Token is not from a supported provider of this identity pool.');
  }
  return { provider, subject, claims };
}

/** Identity pools map claims of their own choice; the tags claim is for STS. */
const TAGS = 'https://aws.amazon.com/tags';

export const notAuthorized = (message: string, explanation?: string): Failure =>
  new Failure(400, 'NotAuthorizedException', message, explanation);
