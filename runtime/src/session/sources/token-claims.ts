import { type ScopeRecord, StsUnavailable, TokenMismatch } from '../errors.js';
import type { ScopeTag } from '../tags.js';
import type { AnyRequest, Proof } from './issuer.js';

/** The payload of a JSON Web Token, unverified: the issuer of credentials verifies it, this only reads along. */
export type Claims = { readonly [claim: string]: unknown };

/** Calls a function of the options that brings something for the issuer. */
export async function fromSource<Value>(
  scope: ScopeRecord,
  what: string,
  call: () => Value | Promise<Value>,
): Promise<Value> {
  try {
    return await call();
  } catch (cause) {
    throw new StsUnavailable(
      scope,
      'source',
      `${what} threw ${cause instanceof Error ? cause.name : 'a value'}`,
      cause,
    );
  }
}

/**
 * Reads a caller's token as its proof. The claims are not verified here: they only decide that a token of another scope goes
 * no further. A token without an end is asked about every time, because nothing says how long it is good for.
 */
export async function tokenProof(
  scope: ScopeRecord,
  request: AnyRequest,
  token: (request: AnyRequest) => unknown,
  checkScope: (claims: Claims) => void,
): Promise<Proof> {
  const value = await fromSource(scope, 'token', () => token(request));
  const claims = claimsOf(value, scope);
  checkScope(claims);
  return { value, text: String(value), endsAt: typeof claims.exp === 'number' ? claims.exp * 1000 : 0 };
}

/** A token's claims. Throws TokenMismatch for what is no JWT: an opaque token carries no tags. */
function claimsOf(token: unknown, scope: ScopeRecord): Claims {
  const payload = typeof token === 'string' ? token.split('.')[1] : undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
    if (typeof claims === 'object' && claims !== null) return claims as Claims;
  } catch {
    // Not JSON: told below, without the text.
  }
  throw new TokenMismatch(scope, 'the token is not a JSON Web Token, so it cannot carry the scope');
}

const TAGS = 'https://aws.amazon.com/tags';

/** The session tags that STS takes from a token: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html, nested or flat. */
export function tagInToken(claims: Claims, tag: string): unknown {
  const nested = property(property(claims[TAGS], 'principal_tags'), tag);
  const value = nested ?? claims[`${TAGS}/principal_tags/${tag}`];
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

/** Refuses a token that gives another scope than was asked for, before it is exchanged for credentials of that other scope. */
export function requireScope(
  scope: ScopeRecord,
  tags: readonly ScopeTag[],
  given: (tag: ScopeTag) => unknown,
  where: (tag: ScopeTag) => string,
): void {
  for (const tag of tags) {
    const value = given(tag);
    if (value === scope[tag.parameter]) continue;
    const place = where(tag);
    throw new TokenMismatch(
      scope,
      value === undefined
        ? `the token has no ${place}, so the session would not be tagged with ${tag.tag}`
        : `${place} in the token is another than ${tag.parameter} of the request`,
    );
  }
}

export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Claims)[name]
    : undefined;
}
