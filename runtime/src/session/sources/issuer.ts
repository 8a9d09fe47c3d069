import type { ScopeRecord } from '../errors.js';
import type { TagRecord } from '../tags.js';

/** The argument of `get`, of whichever scope: its parameters, and `claims` for `authorize` and the source. */
export type AnyRequest = { readonly [name: string]: unknown };

/** A value, or a function that makes it from the request. */
export type PerRequest<Request, Value> = Value | ((request: Request) => Value);

/** Options that shape the credentials of a request besides its scope: a part of the cache key. */
export interface Shape {
  readonly policy?: string | undefined;
  readonly sessionName?: string | undefined;
  readonly externalId?: string | undefined;
  readonly sourceIdentity?: string | undefined;
  readonly auditTags?: TagRecord | undefined;
}

/** The proof of the caller's identity: a token, or the context of an authorizer. Read once for each `get`. */
export interface Proof {
  /** As it goes to the issuer. */
  readonly value: unknown;
  /**
   * The same as text, of which a digest goes into the cache key: credentials are served to those who present the same proof.
   */
  readonly text: string;
  /** Epoch milliseconds from which on it proves nothing; undefined where the credentials themselves say it. */
  readonly endsAt: number | undefined;
}

/** The credentials to obtain. */
export interface Order {
  readonly scope: ScopeRecord;
  readonly shape: Shape | undefined;
  readonly proof: Proof | undefined;
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
  /** How much of the space for policies and tags is used, in percent, as STS says. */
  readonly packedPolicySize?: number | undefined;
}

/** A way to obtain credentials, ready for use. */
export interface Issuer {
  /**
   * `service`: a call over the network. `signed`: one that is signed with the application's own credentials. `none`: no
   * call.
   */
  readonly calls: 'signed' | 'service' | 'none';
  /** Undefined when nothing of a request matters but its scope. Throws InvalidSessionRequest for what STS would not take. */
  shape(request: AnyRequest): Shape | undefined;
  /**
   * Reads the caller's proof, on every `get`. Rejects with TokenMismatch when it is of another scope. Absent where the
   * caller brings none, so that `authorize` alone decides.
   */
  prove?(scope: ScopeRecord, request: AnyRequest): Promise<Proof>;
  /** Rejects with a SessionError or with the SDK's own error. */
  issue(order: Order): Promise<IssuedCredentials>;
  close(): void;
}
