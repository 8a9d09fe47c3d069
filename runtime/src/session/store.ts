import { hash } from 'node:crypto';
import { type Entry, entryOf, isUsable, type RefreshLead } from './entry.js';
import {
  InvalidSessionRequest,
  type ScopeRecord,
  type SessionError,
  SessionsClosed,
  StsRefused,
  StsUnavailable,
  TokenMismatch,
} from './errors.js';
import { issueFailure } from './issue-failure.js';
import { Lru } from './lru.js';
import type { Observer } from './observer.js';
import type { AnyRequest, Issuer, Shape } from './sources/issuer.js';

/** What to have credentials for: the cache key, and what the issuer needs when they are not there. */
export interface Wanted {
  readonly key: string;
  readonly scope: ScopeRecord;
  readonly request: AnyRequest;
  readonly shape: Shape | undefined;
}

/**
 * The key covers all that shapes credentials. Role, Region, duration, transitive tags and constant options are those of
 * one provider, which owns its cache; a role per tenant follows from the scope. No scope value holds a line break.
 */
export function wantedOf(scope: ScopeRecord, request: AnyRequest, shape: Shape | undefined): Wanted {
  let key = '';
  for (const parameter in scope) key += `${scope[parameter]}\n`;
  if (shape !== undefined) key += hash('sha256', JSON.stringify(shape), 'base64url');
  return { key, scope, request, shape };
}

export interface StoreOptions {
  readonly issuer: Issuer;
  readonly observer: Observer;
  readonly now: () => number;
  readonly maxSessions: number;
  readonly lead: RefreshLead;
  readonly timeout: number;
  readonly backoff: Backoff;
}

/** After the n-th failure in a row: `first` × 2ⁿ⁻¹ ms, at most `max`, of which up to half is left off at random. */
export interface Backoff {
  readonly first: number;
  readonly max: number;
}

/** The cached credentials of all scopes. */
export interface Store {
  /** Usable credentials, from the cache; starts a refresh in the background when they end soon. */
  cached(wanted: Wanted): Entry | undefined;
  /** Usable credentials from the issuer. However many ask, one call is made. */
  issued(wanted: Wanted): Promise<Entry>;
  /** Whether the issuer may be asked for this key: false for a while after a failure. */
  ready(key: string): boolean;
  /** The service does not take these credentials. */
  rejected(entry: Entry): void;
  invalidate(matches: (scope: ScopeRecord) => boolean): number;
  readonly size: number;
  readonly inFlight: number;
  close(): void;
}

interface Flight {
  readonly scope: ScopeRecord;
  readonly entry: Promise<Entry>;
  readonly abort: AbortController;
  /** Invalidated on its way: what it brings is not cached. */
  invalid: boolean;
}

interface Failure {
  readonly error: SessionError;
  readonly count: number;
  readonly until: number;
}

const REISSUE_AFTER = 60_000;

export function createStore({ issuer, observer, now, maxSessions, lead, timeout, backoff }: StoreOptions): Store {
  const entries = new Lru<Entry>(maxSessions, ({ scope }) => observer.emit({ kind: 'evicted', scope }));
  const flights = new Map<string, Flight>();
  const failures = new Lru<Failure>(maxSessions);
  let closed = false;

  const takeOff = (wanted: Wanted): Flight => {
    const { key, scope } = wanted;
    const held = entries.peek(key);
    const refresh = held !== undefined && isUsable(held, now());
    const abort = new AbortController();
    const asked = now();
    const flight: Flight = {
      scope,
      abort,
      invalid: false,
      entry: fly().finally(() => flights.get(key) === flight && flights.delete(key)),
    };
    flights.set(key, flight);
    return flight;

    async function fly(): Promise<Entry> {
      try {
        const answer = await withTimeout(issuer.issue({ ...wanted, abortSignal: abort.signal }), abort, timeout, scope);
        if (closed) throw new SessionsClosed();
        const entry = entryOf(key, scope, answer, asked, now(), lead);
        failures.delete(key);
        if (flight.invalid) entry.revoked = true;
        else entries.set(key, entry);
        const expiration = entry.expiresAt === Infinity ? undefined : new Date(entry.expiresAt);
        observer.emit({ kind: 'issued', scope, milliseconds: now() - asked, refresh, expiration });
        return entry;
      } catch (cause) {
        if (closed) throw new SessionsClosed();
        const error = issueFailure(scope, cause);
        if (!blamesToken(error)) remember(key, error);
        observer.emit({ kind: 'failed', scope, milliseconds: now() - asked, refresh, error });
        throw error;
      }
    }
  };

  const remember = (key: string, error: SessionError): void => {
    const count = (failures.peek(key)?.count ?? 0) + 1;
    const wait = Math.min(backoff.first * 2 ** (count - 1), backoff.max) * (1 - Math.random() / 2);
    failures.set(key, { error, count, until: now() + wait });
  };

  const revoke = (entry: Entry): void => {
    entry.revoked = true;
    if (entries.peek(entry.key) === entry) entries.delete(entry.key);
    observer.emit({ kind: 'invalidated', scope: entry.scope });
  };

  const ready = (key: string): boolean => (failures.peek(key)?.until ?? 0) <= now();

  return {
    cached(wanted) {
      if (closed) throw new SessionsClosed();
      const entry = entries.get(wanted.key);
      const time = now();
      if (entry === undefined || !isUsable(entry, time)) return undefined;
      if (time >= entry.refreshAt && !flights.has(wanted.key) && ready(wanted.key)) {
        takeOff(wanted).entry.catch(() => {}); // the observer has told; the old credentials serve on
      }
      return entry;
    },
    async issued(wanted) {
      if (closed) throw new SessionsClosed();
      for (let flight = flights.get(wanted.key); flight !== undefined; flight = flights.get(wanted.key)) {
        try {
          return await flight.entry;
        } catch (error) {
          if (!blamesToken(error)) throw error;
          // It was another caller's token that did not do: go on to this one's.
        }
      }
      const failure = failures.peek(wanted.key);
      if (failure !== undefined && failure.until > now()) throw failure.error;
      return takeOff(wanted).entry;
    },
    ready,
    rejected(entry) {
      // New ones would fare no better when these are new already.
      if (now() - entry.issuedAt > REISSUE_AFTER) revoke(entry);
    },
    invalidate(matches) {
      let count = 0;
      for (const entry of entries.values()) {
        if (!matches(entry.scope)) continue;
        revoke(entry);
        count++;
      }
      for (const [key, flight] of flights) {
        if (!matches(flight.scope)) continue;
        flight.invalid = true;
        flights.delete(key);
      }
      return count;
    },
    get size() {
      return entries.size;
    },
    get inFlight() {
      return flights.size;
    },
    close() {
      closed = true;
      for (const { abort } of flights.values()) abort.abort();
      flights.clear();
      entries.clear();
      failures.clear();
      issuer.close();
    },
  };
}

/** Gives up after `milliseconds`, also on an issuer that ignores the signal. The timer does not keep a process alive. */
function withTimeout<Value>(
  promise: Promise<Value>,
  abort: AbortController,
  milliseconds: number,
  scope: ScopeRecord,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new StsUnavailable(scope, 'timeout', `no answer within ${milliseconds / 1000} s`));
      abort.abort();
    }, milliseconds);
    timer.unref();
    abort.signal.addEventListener('abort', () => reject(new SessionsClosed()), { once: true });
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Failures of the token that one caller brought, which say nothing about another's. */
function blamesToken(error: unknown): boolean {
  if (error instanceof TokenMismatch || error instanceof InvalidSessionRequest) return true;
  if (error instanceof StsUnavailable) return error.reason === 'source';
  return error instanceof StsRefused && TOKEN_REFUSALS.has(error.reason);
}

// AssumeRoleWithWebIdentity's errors, and Cognito's for a login that it does not take.
const TOKEN_REFUSALS: ReadonlySet<string> = new Set([
  'InvalidIdentityToken',
  'InvalidIdentityTokenException',
  'ExpiredTokenException',
  'IDPRejectedClaim',
  'IDPRejectedClaimException',
  'NotAuthorizedException',
]);
