import { TenantryError } from '../errors/tenantry-error.js';

/** The scope parameters of a session, such as `{ tenantId: 'acme', userId: 'u1' }`. */
export type ScopeRecord = { readonly [parameter: string]: string };

interface Details {
  readonly scope?: ScopeRecord | undefined;
  readonly cause?: unknown;
}

/** The base of every error of sessions. Messages hold scope values and AWS's own words, never a token or a key. */
export abstract class SessionError extends TenantryError {
  /** The scope of the session; absent where no caller is involved. */
  readonly scope: ScopeRecord | undefined;

  constructor(message: string, { scope, cause }: Details = {}) {
    super(
      scope === undefined ? message : `Session of ${describe(scope)}: ${message}`,
      cause === undefined ? undefined : { cause },
    );
    this.scope = scope;
  }
}

/** `createTenantSessions` was called with options that cannot work. Lists all that is wrong. */
export class InvalidSessionOptions extends SessionError {
  readonly code = 'InvalidSessionOptions';
  readonly problems: readonly string[];

  constructor(problems: readonly string[], cause?: unknown) {
    super(`createTenantSessions: ${problems.join('; ')}`, { cause });
    this.problems = problems;
  }
}

/** A request for a session is not one that STS could take. Nothing was called; values are not repeated here. */
export class InvalidSessionRequest extends SessionError {
  readonly code = 'InvalidSessionRequest';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`No session: ${problems.join('; ')}`);
    this.problems = problems;
  }
}

/** `authorize` did not allow the session. STS was not asked, or its credentials were not handed out. */
export class Unauthorized extends SessionError {
  readonly code = 'Unauthorized';
  readonly reason: string;
  /** False when `authorize` threw, so that nobody decided. */
  readonly decided: boolean;

  constructor(
    scope: ScopeRecord,
    reason: string,
    { decided, cause }: { readonly decided: boolean; readonly cause?: unknown },
  ) {
    super(`not authorized: ${reason}`, { scope, cause });
    this.reason = reason;
    this.decided = decided;
  }
}

/**
 * The issuer of credentials (STS, Cognito) refused this caller. Asking again will not help until a policy or a token
 * changes.
 */
export class StsRefused extends SessionError {
  readonly code = 'StsRefused';
  /** The service's error code, such as `AccessDenied`. */
  readonly reason: string;
  readonly requestId: string | undefined;

  constructor(
    scope: ScopeRecord,
    reason: string,
    text: string,
    { requestId, cause }: { requestId?: string | undefined; cause?: unknown } = {},
  ) {
    super(`refused by the issuer (${reason}): ${text}`, { scope, cause });
    this.reason = reason;
    this.requestId = requestId;
  }
}

/** The issuer of credentials could not be asked now: throttled, failing, unreachable or too slow. Worth another try. */
export class StsUnavailable extends SessionError {
  readonly code = 'StsUnavailable';
  /**
   * `timeout`: `timeoutSeconds` passed. `base-credentials`: the application's own credentials are missing, wrong or expired.
   * `clock`: the clock of this machine differs too much from the issuer's. `identity-provider`: STS could not reach the
   * provider of the token. `source`: a function of the options, such as `token`, threw.
   */
  readonly reason:
    | 'throttled'
    | 'server'
    | 'network'
    | 'timeout'
    | 'base-credentials'
    | 'clock'
    | 'identity-provider'
    | 'source';
  readonly #text: string;

  constructor(scope: ScopeRecord, reason: StsUnavailable['reason'], text: string, cause?: unknown) {
    super(`the issuer is unavailable (${reason}): ${text}`, { scope, cause });
    this.reason = reason;
    this.#text = text;
  }

  /** Returns the same failure as another scope's. */
  of(scope: ScopeRecord): StsUnavailable {
    return new StsUnavailable(scope, this.reason, this.#text, this.cause);
  }
}

/** The issuer answered with something that is not usable as credentials: parts missing, or already expired. */
export class MalformedCredentials extends SessionError {
  readonly code = 'MalformedCredentials';

  constructor(scope: ScopeRecord, text: string, cause?: unknown) {
    super(text, { scope, cause });
  }
}

/** The token or the handed-over credentials belong to another scope than the request names. */
export class TokenMismatch extends SessionError {
  readonly code = 'TokenMismatch';

  constructor(scope: ScopeRecord, text: string) {
    super(text, { scope });
  }
}

/** A request was about to leave with a signature that is not the session's. It was stopped. */
export class WrongIdentity extends SessionError {
  readonly code = 'WrongIdentity';

  constructor() {
    super(
      "The request was not signed with the session's credentials, so it was not sent: a middleware replaced or removed the signature.",
    );
  }
}

/** The DynamoDB client is not of a shape whose signing identity can be set per request. */
export class UnsupportedClient extends SessionError {
  readonly code = 'UnsupportedClient';

  constructor(text: string) {
    super(
      `This client cannot send under a session: ${text}. Use session.client(), or a DynamoDBClient of @aws-sdk/client-dynamodb 3.705 or later.`,
    );
  }
}

/** `close()` was called: nothing is handed out any more. */
export class SessionsClosed extends SessionError {
  readonly code = 'SessionsClosed';

  constructor() {
    super('These tenant sessions are closed.');
  }
}

const describe = (scope: ScopeRecord): string =>
  Object.entries(scope)
    .map(([parameter, value]) => `${parameter} "${value}"`)
    .join(', ');
