import { errors, type JWTPayload } from 'jose';
import { Failure } from '../http/failure.js';
import { invalidToken } from './claims.js';
import type { IdentityKeys } from './identity-keys.js';

/** The claims of a token, or the refusal that STS gives. */
export async function verifyToken(token: string, keys: IdentityKeys, now: Date): Promise<JWTPayload> {
  try {
    return await keys.verify(token, now);
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw new Failure(
        400,
        'ExpiredTokenException',
        `Token expired: current date/time ${Math.floor(now.getTime() / 1000)} must be before the expiration date/time ${error.payload.exp}`,
      );
    }
    if (error instanceof errors.JWKSNoMatchingKey) {
      throw invalidToken("No key of the identity provider has the token's key id and algorithm.");
    }
    if (error instanceof errors.JOSEError) throw invalidToken(`The token is not valid: ${error.message}`);
    throw error;
  }
}
