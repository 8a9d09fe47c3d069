import { createSign, createVerify, generateKeyPairSync } from 'node:crypto';

export const TAGS_CLAIM = 'https://aws.amazon.com/tags';

/** An OIDC provider: it signs tokens, and checks them as STS would. */
export interface TokenIssuer {
  token(claims: object): string;
  /** The tags in a valid token, or the error code that STS answers with. */
  identify(token: string): { readonly tags: Readonly<Record<string, string>> } | string;
}

/** `now` is the clock that tokens are checked by: epoch milliseconds. */
export function createIssuer({
  audience,
  now = Date.now,
}: {
  readonly audience: string;
  readonly now?: () => number;
}): TokenIssuer {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    token(claims) {
      const payload = { iss: 'https://issuer.example', aud: audience, exp: Math.floor(now() / 1000) + 600, ...claims };
      const text = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(payload)}`;
      return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
    },
    identify(token) {
      const [header = '', payload = '', signature = ''] = token.split('.');
      if (!createVerify('RSA-SHA256').update(`${header}.${payload}`).verify(publicKey, signature, 'base64url'))
        return 'InvalidIdentityToken';
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
      if (claims.aud !== audience) return 'InvalidIdentityToken';
      if (Number(claims.exp) <= now() / 1000) return 'ExpiredTokenException';
      return { tags: tagsOf(claims) };
    },
  };
}

function tagsOf(claims: Record<string, unknown>): Record<string, string> {
  const { principal_tags: nested = {} } = (claims[TAGS_CLAIM] ?? {}) as { principal_tags?: object };
  const flat = Object.entries(claims).flatMap(([name, value]) => {
    const key = name.split(`${TAGS_CLAIM}/principal_tags/`)[1];
    return key === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(
    [...Object.entries(nested), ...flat].map(([key, value]) => [key, String(Array.isArray(value) ? value[0] : value)]),
  );
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
