import type { JWTPayload } from 'jose';
import type { Credentials } from './credentials/credentials.js';
import type { EngineKind } from './engine/engine-kind.js';
import type { GrantUse } from './trace/usage.js';

/** Options of a session begun without STS, besides its tags. */
export interface SessionOptions {
  /** `test` unless given. */
  readonly sessionName?: string;
  /** An hour unless given; a test of expiry may give seconds. */
  readonly durationSeconds?: number;
  /** A session policy as JSON text, 2,048 characters at most. */
  readonly policy?: string;
}

/** The content of a web identity token. */
export interface WebIdentityOptions {
  /** `user` unless given. */
  readonly subject?: string;
  /** The session tags of `https://aws.amazon.com/tags`. */
  readonly tags?: { readonly [key: string]: string };
  /** Further claims, or others than the usual ones. */
  readonly claims?: JWTPayload;
}

/** A running sandbox. */
export interface Sandbox {
  readonly endpoints: { readonly dynamodb: string; readonly sts: string; readonly cognitoIdentity: string };
  /** For `process.env` of what is under test: where the services are, and the credentials of the first trusted principal. */
  readonly env: { readonly [name: string]: string };
  /** The environment of the schema that it stands for. */
  readonly environment: { readonly name: string; readonly account: string; readonly region: string };
  /** The engine behind it, which asks for no permission: for set-up and for a look at what is stored. */
  readonly engine: {
    readonly kind: EngineKind;
    readonly endpoint: string;
    /** How the engine calls a table; another name only on an engine that is shared. */
    tableName(name: string): string;
  };
  /** Credentials of a session of a schema's role, as STS would give them, without asking the role's trust policy. */
  session(role: string, tags?: { readonly [key: string]: string }, options?: SessionOptions): Credentials;
  /** Credentials of a trusted principal or of one of `callers`: an ARN or `role/name`. */
  caller(principal: string): Credentials;
  /** A token of the schema's identity provider, signed by the sandbox's own key. */
  webIdentityToken(options?: WebIdentityOptions): Promise<string>;
  /**
   * Reads the schema again: policies from the next request on. A table whose indexes changed keeps its items; one with
   * another primary key is made anew, empty.
   */
  reload(): Promise<void>;
  /** Every grant of every role with how often it was needed so far; empty unless `record` is set. */
  usage(): readonly GrantUse[];
  /** Ends the endpoint and the engine. Calling it twice is fine. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
