import type { ScopeTag, TagRecord } from '../tags.js';
import type { AnyRequest, Issuer } from './issuer.js';
import { property, requireScope, tokenProof } from './token-claims.js';

/** `CognitoIdentity` of @aws-sdk/client-cognito-identity, which is the caller's to install; only this much of it is used. */
export interface CognitoIdentityClient {
  getId(
    input: { IdentityPoolId: string; Logins: Record<string, string> },
    options?: object,
  ): Promise<{ IdentityId?: string | undefined }>;
  getCredentialsForIdentity(
    input: { IdentityId: string; Logins: Record<string, string> },
    options?: object,
  ): Promise<{ Credentials?: object | undefined }>;
}

/**
 * A Cognito identity pool with attributes for access control: it maps claims of the caller's ID token to session tags
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/using-afac-with-cognito-identity-pools.html).
 */
export interface CognitoOptions<Request = AnyRequest> {
  readonly cognito: CognitoIdentityClient;
  /** `eu-west-1:00000000-0000-0000-0000-000000000000`. */
  readonly identityPoolId: string;
  /** The token's provider as the pool knows it: `cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example`. */
  readonly provider: string;
  /** The caller's ID token. Called on every `get`: cached credentials are served only to a token that Cognito has accepted. */
  readonly token: (request: Request) => string | Promise<string>;
  /** Tag → claim, the same as in the pool: `{ TenantId: 'custom:tenant_id', UserId: 'sub' }`. */
  readonly claims: TagRecord;
}

export function cognitoProblems(options: CognitoOptions, tags: readonly ScopeTag[]): string[] {
  const problems: string[] = [];
  const { cognito, identityPoolId, provider, token, claims } = options;
  if (typeof cognito?.getId !== 'function' || typeof cognito.getCredentialsForIdentity !== 'function') {
    problems.push('source.cognito must be a CognitoIdentity of @aws-sdk/client-cognito-identity');
  }
  if (typeof identityPoolId !== 'string' || !/^[\w-]+:[0-9a-f-]+$/.test(identityPoolId))
    problems.push('source.identityPoolId must be the id of an identity pool, Region and all');
  if (typeof provider !== 'string' || provider === '')
    problems.push('source.provider must name the provider of the token');
  if (typeof token !== 'function') problems.push("source.token must be a function that gives the caller's ID token");
  for (const { tag } of tags) {
    if (typeof property(claims, tag) !== 'string')
      problems.push(`source.claims must say which claim the pool maps to the tag ${tag}`);
  }
  return problems;
}

export function cognitoIssuer(options: CognitoOptions, tags: readonly ScopeTag[]): Issuer {
  const { cognito, identityPoolId, provider, claims: mapping } = options;
  return {
    calls: 'service',
    shape: () => undefined,
    prove: (scope, request) =>
      tokenProof(scope, request, options.token, (claims) =>
        requireScope(
          scope,
          tags,
          ({ tag }) => property(claims, mapping[tag] ?? ''),
          ({ tag }) => `claim ${mapping[tag]}`,
        ),
      ),
    async issue({ proof, abortSignal }) {
      const Logins = { [provider]: String(proof?.value) };
      const { IdentityId = '' } = await cognito.getId({ IdentityPoolId: identityPoolId, Logins }, { abortSignal });
      const { Credentials } = await cognito.getCredentialsForIdentity({ IdentityId, Logins }, { abortSignal });
      return {
        accessKeyId: property(Credentials, 'AccessKeyId'),
        secretAccessKey: property(Credentials, 'SecretKey'),
        sessionToken: property(Credentials, 'SessionToken'),
        expiration: property(Credentials, 'Expiration'),
      };
    },
    close() {},
  };
}
