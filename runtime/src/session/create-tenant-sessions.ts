import { createGate } from './authorize.js';
import type { Entry } from './entry.js';
import { InvalidSessionRequest, type ScopeRecord } from './errors.js';
import { createObserver, type SessionStats } from './observer.js';
import type { GetRequest, TenantSessionsOptions } from './options.js';
import { HostedSession, type Session, type SessionHost } from './session.js';
import { sessionClients } from './session-clients.js';
import { type AnyOptions, settingsOf } from './settings.js';
import type { AnyRequest } from './sources/issuer.js';
import { issuerOf } from './sources/source.js';
import { createStore, wantedOf } from './store.js';
import { isScopeValue, type ScopeOf, type ScopeTag, type ScopeTags, scopeValueProblem } from './tags.js';

/**
 * Hands out sessions, each with credentials that are tagged with its scope, and keeps the credentials.
 * As a type: `TenantSessions<{ tenantId: string; userId: string }>`.
 */
export interface TenantSessions<Scope extends ScopeRecord = ScopeRecord, Claims = unknown> extends AsyncDisposable {
  /**
   * A session of this scope. Asks `authorize` first, every time; then takes cached credentials, or waits for the issuer.
   * Rejects with a SessionError: Unauthorized, InvalidSessionRequest, StsRefused, StsUnavailable, … There is no fallback.
   */
  get(request: GetRequest<Scope, Claims>, options?: GetOptions): Promise<Session<Scope>>;
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
  const { tags, source, authorize, ...limits } = settingsOf(options as AnyOptions); // the types differ in the request only
  const now = options.now ?? Date.now;
  const issuer = issuerOf(source, tags, options.region);
  const observer = createObserver(options.onEvent, options.logger);
  const store = createStore({ issuer, observer, now, ...limits });
  const clients = sessionClients(options.region, options.client);

  const gate = createGate(authorize, observer);

  /** Authorized first, then usable credentials: from the cache unless they are `old`, else from the issuer. */
  const acquire = async (
    scope: ScopeRecord,
    request: AnyRequest,
    old?: Entry,
    signal?: AbortSignal,
  ): Promise<Entry> => {
    const answer = gate(request, scope);
    if (answer !== undefined) await answer;
    const wanted = wantedOf(scope, request, issuer.shape(request));
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

  return {
    async get(given, { abortSignal } = {}) {
      abortSignal?.throwIfAborted();
      const { scope, request } = readRequest(given, tags);
      const entry = await acquire(scope, request, undefined, abortSignal);
      return new HostedSession(host, entry, request, now()) as Session as Session<ScopeOf<Tags>>; // its parameters are those of `tags`
    },
    invalidate(tenant) {
      const values = Object.entries(typeof tenant === 'string' ? { [tags[0]?.parameter ?? '']: tenant } : tenant);
      const unknown = values.find(([name]) => !tags.some(({ parameter }) => parameter === name));
      if (unknown !== undefined)
        throw new InvalidSessionRequest([
          `invalidate: ${JSON.stringify(unknown[0])} is no parameter of these sessions`,
        ]);
      if (values.length === 0)
        throw new InvalidSessionRequest(['invalidate: no parameter given; invalidateAll drops all']);
      return store.invalidate((scope) => values.every(([parameter, value]) => scope[parameter] === value));
    },
    invalidateAll: () => store.invalidate(() => true),
    stats: () => observer.stats(store.size, store.inFlight),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The scope, checked, and a copy of the request: the caller's object may change while we wait. */
function readRequest(
  given: object,
  tags: readonly ScopeTag[],
): { readonly scope: ScopeRecord; readonly request: AnyRequest } {
  const request: { readonly [parameter: string]: unknown } = { ...given }; // checked here, whatever the types say
  const scope: { [parameter: string]: string } = {};
  const problems: string[] = [];
  for (const { parameter } of tags) {
    const value = request[parameter];
    if (isScopeValue(value)) scope[parameter] = value;
    else problems.push(scopeValueProblem(parameter, value) ?? `${parameter} is not valid`);
  }
  if (problems.length > 0) throw new InvalidSessionRequest(problems);
  return { scope, request: request as AnyRequest };
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
