import type { Account } from '../account/account.js';
import type { WebIdentityOptions } from '../sandbox.js';
import type { IdentityKeys } from './identity-keys.js';

/** A token as the schema's identity provider would sign it: for the first client of its audience, good for an hour. */
export function webIdentityToken(
  { subject = 'user', tags, claims }: WebIdentityOptions,
  { webIdentity }: Account,
  keys: IdentityKeys,
  now: Date,
): Promise<string> {
  if (webIdentity === undefined) throw new Error('The schema names no identity provider (identity.webIdentity).');
  const [audience] = webIdentity.audience;
  const issued = Math.floor(now.getTime() / 1000);
  const principalTags = Object.entries(tags ?? {}).map(([key, value]) => [key, [value]]);
  return keys.sign({
    iss: `https://${webIdentity.provider}`,
    sub: subject,
    ...(audience !== undefined && { aud: audience }),
    iat: issued,
    exp: issued + 3600,
    ...(tags && { 'https://aws.amazon.com/tags': { principal_tags: Object.fromEntries(principalTags) } }),
    ...claims,
  });
}
