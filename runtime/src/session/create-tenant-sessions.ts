import { createGate } from './authorize.js';
import type { Entry } from './entry.js';
import type { ScopeRecord, SessionError } from './errors.js';
import { createObserver, type SessionStats } from './observer.js';
import type { GetRequest, TenantSessionsOptions } from './options.js';
import { readInvalidation, readRequest, readSignal } from './read-request.js';
import { HostedSession, type Session, type SessionHost } from './session.js';
import { sessionClients } from './session-clients.js';
import { type AnyOptions, settingsOf } from './settings.js';
import { scopeOf } from './sources/authorizer.js';
import type { AnyRequest, Proof } from './sources/issuer.js';
import { issuerOf } from './sources/source.js';
import { createStore } from './store.js';
import type { ScopeOf, ScopeTags } from './tags.js';
import { wantedOf } from './wanted.js';

/**
 * Hands out sessions, each with credentials that are tagged with its scope, and keeps the credentials.
 * As a type: `TenantSessions<{ tenantId: string; userId: string }>`.
 */
export interface TenantSessions<Scope extends ScopeRecord = ScopeRecord, Claims = unknown> extends AsyncDisposable {
  /**
   * A session of this scope. Asks `authorize` first, every time, and reads the caller's proof (a token, or an authorizer's
   * context); then takes credentials that were issued for that proof from the cache, or waits for the issuer.
   * Rejects with a SessionError: Unauthorized, InvalidSessionRequest, StsRefused, StsUnavailable, … There is no fallback.
   */
  get(request: GetRequest<Scope, Claims>, options?: GetOptions): Promise<Session<Scope>>;
  /**
   * A session of the scope that a Lambda authorizer handed over with `authorizerContext`: tenant and user come out of
   * `event.requestContext.authorizer` and from nowhere else. The context is the request's `claims`.
   */
  fromContext(context: unknown, options?: GetOptions): Promise<Session<Scope>>;
  /**
   * Drops the cached credentials of a tenant (the value of the first tag's parameter) or of every scope with these values,
   * and those on their way. Returns how many were cached. Sessions already handed out ask `authorize` and the issuer again.
   * AWS honours the old credentials until they expire.
   */
  invalidate(tenant: string | Partial<Scope>): number;
  invalidateAll(): number;
  stats(): SessionStats;
  /** Ends calls to the issuer, forgets all credentials, closes the connections of `session.client()`. Sessions stop working. */
  close(): Promise<void>;
}

export interface GetOptions {
  /** Ends this caller's waiting, not a call to the issuer that others may wait for. */
  readonly abortSignal?: AbortSignal;
}

/** The STS caching provider. See docs/sessions.md. */
export function createTenantSessions<const Tags extends ScopeTags, Claims = unknown>(
  options: TenantSessionsOptions<Tags, Claims>,
): TenantSessions<ScopeOf<Tags>, Claims> {
  // The functions of the options get what `readRequest` has checked against their tags.
  const { tags, source, authorize, now, ...limits } = settingsOf(options as unknown as AnyOptions);
  const issuer = issuerOf(source, tags, options.region);
  const observer = createObserver(options.onEvent, options.logger);
  const store = createStore({ issuer, observer, now, ...limits });
  const clients = sessionClients(options.region, options.client);

  const gate = createGate(authorize, observer);

  /** Not undefined where a caller must bring one; a proof of another scope ends here, whatever is cached or under way. */
  const prove = async (scope: ScopeRecord, request: AnyRequest): Promise<Proof | undefined> => {
    try {
      return await issuer.prove?.(scope, request);
    } catch (error) {
      // Sources throw errors of sessions alone.
      observer.emit({ kind: 'failed', scope, milliseconds: 0, refresh: false, error: error as SessionError });
      throw error;
    }
  };

  /** Authorized first, then proven, then usable credentials: from the cache unless they are `old`, else from the issuer. */
  const acquire = async (
    scope: ScopeRecord,
    request: AnyRequest,
    old?: Entry,
    signal?: AbortSignal,
  ): Promise<Entry> => {
    const answer = gate(request, scope);
    if (answer !== undefined) await answer;
    const shape = issuer.shape(request);
    const wanted = wantedOf(scope, shape, issuer.prove === undefined ? undefined : await prove(scope, request));
    const entry = store.cached(wanted);
    if (entry !== undefined && entry !== old) {
      observer.hit(entry.scope);
      return entry;
    }
    observer.emit({ kind: 'miss', scope });
    return abortable(store.issued(wanted), signal);
  };

  const host: { -readonly [Key in keyof SessionHost]: SessionHost[Key] } = {
    closed: false,
    now,
    acquire,
    ready: ({ key }) => store.ready(key),
    rejected: (entry) => store.rejected(entry),
    client: (credentials, base) => clients.create(credentials, base),
  };

  const close = async (): Promise<void> => {
    if (host.closed) return;
    host.closed = true;
    store.close();
    clients.close();
  };

  const get = async (given: unknown, getOptions: unknown): Promise<Session<ScopeOf<Tags>>> => {
    const abortSignal = readSignal(getOptions);
    abortSignal?.throwIfAborted();
    const { scope, request } = readRequest(given, tags);
    const entry = await acquire(scope, request, undefined, abortSignal);
    return new HostedSession(host, entry, request, now()) as Session as Session<ScopeOf<Tags>>; // its parameters are those of `tags`
  };

  return {
    get,
    async fromContext(context, getOptions) {
      const scope = tags.length === 0 ? {} : scopeOf(context);
      return get({ ...scope, claims: context }, getOptions);
    },
    invalidate: (tenant) => store.invalidate(readInvalidation(tenant, tags)),
    invalidateAll: () => store.invalidate(() => true),
    stats: () => observer.stats(store.size, store.inFlight),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function abortable<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
