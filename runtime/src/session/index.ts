export type { SigningCredentials, SigningIdentity } from '../wire/signing-credentials.js';
export type { Authorization, Authorize } from './authorize.js';
export { createTenantSessions, type GetOptions, type TenantSessions } from './create-tenant-sessions.js';
export {
  InvalidSessionOptions,
  InvalidSessionRequest,
  MalformedCredentials,
  type ScopeRecord,
  SessionError,
  SessionsClosed,
  StsRefused,
  StsUnavailable,
  TokenMismatch,
  Unauthorized,
  UnsupportedClient,
  WrongIdentity,
} from './errors.js';
export { type SentCommand, sendWithIdentity } from './identity/send-with-identity.js';
export type { SessionEvent, SessionLogger, SessionStats } from './observer.js';
export type { GetRequest, SessionRequest, TenantSessionsOptions } from './options.js';
export type { Session, SessionCredentials } from './session.js';
export type { AssumeRoleOptions } from './sources/assume-role.js';
export { type AuthorizerContext, type AuthorizerOptions, authorizerContext, scopeOf } from './sources/authorizer.js';
export type { CognitoIdentityClient, CognitoOptions } from './sources/cognito.js';
export type { SessionPolicy } from './sources/role-call.js';
export type { SessionSource } from './sources/source.js';
export type { StaticCredentials, StaticOptions } from './sources/static.js';
export type { StsClient } from './sources/sts-client.js';
export type { WebIdentityOptions } from './sources/web-identity.js';
export type { ScopeOf, ScopeTag, ScopeTags, TagRecord } from './tags.js';
