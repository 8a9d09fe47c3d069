import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClientLike, SendOptions } from '../request/client.js';
import type { SigningCredentials, SigningIdentity } from '../wire/signing-credentials.js';
import { type Entry, isUsable } from './entry.js';
import { type ScopeRecord, SessionsClosed, Unauthorized } from './errors.js';
import { type SentCommand, sendWithIdentity } from './identity/send-with-identity.js';
import type { AnyRequest } from './sources/issuer.js';

/** Credentials in the AWS SDK's form. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Absent for long-term keys, which only a static source gives. */
  readonly sessionToken?: string;
  /** Absent for static credentials. */
  readonly expiration?: Date;
  readonly accountId?: string;
}

/**
 * The credentials of one caller, with the scope parameters that they carry as tags. For one request or one job:
 * it renews itself, and asks `authorize` again each time it does.
 */
export interface Session<Scope extends ScopeRecord = ScopeRecord> extends SigningIdentity {
  readonly scope: Scope;
  /** True for the session of a role without tags, such as a job's: IAM alone decides on its requests. */
  readonly unscoped: boolean;
  /** When the credentials in use end; undefined for static ones. */
  readonly expiration: Date | undefined;
  /** For the `credentials` option of any AWS client: `new S3Client({ credentials: session.credentials })`. */
  readonly credentials: () => Promise<SessionCredentials>;
  /** `base.send(command, options)`, signed by this session: see `sendWithIdentity`. */
  send(base: DynamoDBClientLike, command: object, options?: SendOptions): Promise<unknown>;
  /**
   * A client that signs as this session, on the connections of `base`, else of the provider's `client`, else on those
   * that all sessions share. It takes about 50 kB: `withClient(session)` on a request needs none.
   */
  client(base?: DynamoDBClientLike): DynamoDBClient;
}

/** The part of the provider that its sessions use. */
export interface SessionHost {
  readonly closed: boolean;
  now(): number;
  /** Authorizes, and gives usable credentials of this scope: others than `old`, whose time is up or nearly so. */
  acquire(scope: ScopeRecord, request: AnyRequest, old: Entry): Promise<Entry>;
  /** Returns whether the issuer may be asked now: false for a while after a failure. */
  ready(entry: Entry): boolean;
  rejected(entry: Entry): void;
  client(credentials: () => Promise<SessionCredentials>, base: DynamoDBClientLike | undefined): DynamoDBClient;
}

/** Milliseconds between two attempts of one session to renew itself while its credentials still serve. */
const PAUSE = 30_000;

/** A class, so that a hundred thousand sessions share their methods. */
export class HostedSession implements Session {
  readonly #host: SessionHost;
  readonly #request: AnyRequest;
  #entry: Entry;
  #renewal: Promise<Entry> | undefined;
  #refusal: Unauthorized | undefined;
  #quietUntil: number;

  constructor(host: SessionHost, entry: Entry, request: AnyRequest, now: number) {
    this.#host = host;
    this.#entry = entry;
    this.#request = request;
    // Just authorized, and a refresh is under way: only a session that is held for longer sees to itself.
    this.#quietUntil = now < entry.refreshAt ? 0 : now + PAUSE;
  }

  get scope(): ScopeRecord {
    return this.#entry.scope;
  }

  /** The provider has checked the scope against its tags: without parameters, the role has none. */
  get unscoped(): boolean {
    return Object.keys(this.#entry.scope).length === 0;
  }

  get expiration(): Date | undefined {
    return expirationOf(this.#entry);
  }

  get credentials(): () => Promise<SessionCredentials> {
    return async () => {
      const entry = await this.#usable();
      const { accessKeyId, secretAccessKey, sessionToken, accountId } = entry.credentials;
      const expiration = expirationOf(entry);
      return {
        accessKeyId,
        secretAccessKey,
        ...(sessionToken === undefined ? {} : { sessionToken }),
        ...(expiration === undefined ? {} : { expiration }),
        ...(accountId === undefined ? {} : { accountId }),
      };
    };
  }

  send(base: DynamoDBClientLike, command: object, options?: SendOptions): Promise<unknown> {
    return sendWithIdentity(base, command as SentCommand, this, options);
  }

  client(base?: DynamoDBClientLike): DynamoDBClient {
    return this.#host.client(this.credentials, base);
  }

  signingCredentials(): SigningCredentials | Promise<SigningCredentials> {
    const entry = this.#usable();
    return entry instanceof Promise ? entry.then(({ credentials }) => credentials) : entry.credentials;
  }

  rejected(credentials: SigningCredentials): void {
    if (credentials === this.#entry.credentials) this.#host.rejected(this.#entry);
  }

  #usable(): Entry | Promise<Entry> {
    if (this.#host.closed) throw new SessionsClosed();
    if (this.#refusal !== undefined) throw this.#refusal;
    const now = this.#host.now();
    if (!isUsable(this.#entry, now)) return this.#renew();
    if (now >= this.#entry.refreshAt) this.#renewInBackground(now);
    return this.#entry;
  }

  /** However many requests wait for it, one renewal is under way. */
  #renew(): Promise<Entry> {
    this.#renewal ??= this.#host
      .acquire(this.#entry.scope, this.#request, this.#entry)
      .then((entry) => {
        this.#entry = entry;
        return entry;
      })
      .catch((error: unknown) => {
        // Someone decided: a session that was once allowed ends here, though its credentials would last longer.
        if (error instanceof Unauthorized && error.decided) this.#refusal = error;
        throw error;
      })
      .finally(() => {
        this.#renewal = undefined;
      });
    return this.#renewal;
  }

  #renewInBackground(now: number): void {
    if (this.#renewal !== undefined || now < this.#quietUntil || !this.#host.ready(this.#entry)) return;
    this.#quietUntil = now + PAUSE;
    this.#renew().catch(() => {}); // the host has told; the credentials still serve
  }
}

const expirationOf = ({ expiresAt }: Entry): Date | undefined =>
  expiresAt === Infinity ? undefined : new Date(expiresAt);
