export type { Authorization, Authorize } from './authorize.js';
export { createTenantSessions, type GetOptions, type TenantSessions } from './create-tenant-sessions.js';
export {
  InvalidSessionOptions,
  InvalidSessionRequest,
  MalformedCredentials,
  type ScopeRecord,
  SessionError,
  type SessionErrorCode,
  SessionsClosed,
  StsRefused,
  StsUnavailable,
  TokenMismatch,
  Unauthorized,
  UnsupportedClient,
  WrongIdentity,
} from './errors.js';
export {
  type SendingClient,
  type SendOptions,
  type SentCommand,
  sendWithIdentity,
} from './identity/send-with-identity.js';
export type { SigningCredentials, SigningIdentity } from './identity/signing-credentials.js';
export type { SessionEvent, SessionLogger, SessionStats } from './observer.js';
export type { SessionRequest, TenantSessionsOptions } from './options.js';
export type { AssumeRoleOptions } from './sources/assume-role.js';
export type { SessionPolicy } from './sources/role-call.js';
export type { SessionSource } from './sources/source.js';
export type { StsClient } from './sources/sts-client.js';
export type { ScopeOf, ScopeTag, ScopeTags, TagRecord } from './tags.js';
export { isTenantSession, type SessionCredentials, type TenantSession } from './tenant-session.js';
