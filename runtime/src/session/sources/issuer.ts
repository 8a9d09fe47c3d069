import type { ScopeRecord } from '../errors.js';
import type { TagRecord } from '../tags.js';

/** What `get` was called with, of whichever scope: its parameters, and `claims` for `authorize` and the source. */
export type AnyRequest = { readonly [name: string]: unknown };

/** A value, or a function that makes it from the request. */
export type PerRequest<Request, Value> = Value | ((request: Request) => Value);

/** What shapes the credentials of a request besides its scope: a part of the cache key. */
export interface Shape {
  readonly policy?: string | undefined;
  readonly sessionName?: string | undefined;
  readonly externalId?: string | undefined;
  readonly sourceIdentity?: string | undefined;
  readonly auditTags?: TagRecord | undefined;
}

/** What to obtain credentials for. */
export interface Order {
  readonly scope: ScopeRecord;
  readonly request: AnyRequest;
  readonly shape: Shape | undefined;
  readonly abortSignal: AbortSignal;
}

/** Credentials as an issuer gave them, before they are checked. */
export interface IssuedCredentials {
  readonly accessKeyId: unknown;
  readonly secretAccessKey: unknown;
  /** `null` for long-term keys. */
  readonly sessionToken: unknown;
  /** A Date, or `never`. */
  readonly expiration: unknown;
  /** How long they were asked for, where the issuer takes that: an upper bound that does not depend on two clocks. */
  readonly durationSeconds?: number;
  readonly accountId?: string | undefined;
}

/** A way to obtain credentials, ready for use. */
export interface Issuer {
  /** Undefined when nothing of a request matters but its scope. Throws InvalidSessionRequest for what STS would not take. */
  shape(request: AnyRequest): Shape | undefined;
  /** Rejects with a SessionError or with the SDK's own error. */
  issue(order: Order): Promise<IssuedCredentials>;
  close(): void;
}
