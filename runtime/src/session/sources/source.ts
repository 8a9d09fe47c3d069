import type { ScopeTag } from '../tags.js';
import { type AssumeRoleOptions, assumeRoleIssuer, assumeRoleProblems } from './assume-role.js';
import { type AuthorizerOptions, authorizerIssuer, authorizerProblems } from './authorizer.js';
import { type CognitoOptions, cognitoIssuer, cognitoProblems } from './cognito.js';
import type { AnyRequest, Issuer } from './issuer.js';
import { type StaticOptions, staticIssuer, staticProblems } from './static.js';
import { type WebIdentityOptions, webIdentityIssuer, webIdentityProblems } from './web-identity.js';

/** Where credentials come from. */
export type SessionSource<Request = AnyRequest> =
  | ({ readonly kind: 'assumeRole' } & AssumeRoleOptions<Request>)
  | ({ readonly kind: 'webIdentity' } & WebIdentityOptions<Request>)
  | ({ readonly kind: 'cognito' } & CognitoOptions<Request>)
  | ({ readonly kind: 'authorizer' } & AuthorizerOptions<Request>)
  | ({ readonly kind: 'static' } & StaticOptions<Request>);

export function sourceProblems(source: SessionSource, tags: readonly ScopeTag[]): string[] {
  if (typeof source !== 'object' || source === null)
    return ['source must be an object with a kind, such as { kind: "webIdentity", … }'];
  switch (source.kind) {
    case 'assumeRole':
      return assumeRoleProblems(source, tags);
    case 'webIdentity':
      return webIdentityProblems(source, tags);
    case 'cognito':
      return cognitoProblems(source, tags);
    case 'authorizer':
      return authorizerProblems(source);
    case 'static':
      return staticProblems(source);
    default:
      // Types forbid it; a caller without types gets an answer all the same.
      return [`source.kind ${JSON.stringify((source as { readonly kind?: unknown }).kind)} is unknown`];
  }
}

export function issuerOf(source: SessionSource, tags: readonly ScopeTag[], region: string): Issuer {
  switch (source.kind) {
    case 'assumeRole':
      return assumeRoleIssuer(source, tags, region);
    case 'webIdentity':
      return webIdentityIssuer(source, tags, region);
    case 'cognito':
      return cognitoIssuer(source, tags);
    case 'authorizer':
      return authorizerIssuer(source, tags);
    case 'static':
      return staticIssuer(source);
  }
}
