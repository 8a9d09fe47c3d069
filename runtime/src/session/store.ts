import { type Entry, entryOf, hasLapsed, isUsable, type RefreshLead } from './entry.js';
import { type ScopeRecord, type SessionError, SessionsClosed, StsUnavailable } from './errors.js';
import { isOfIssuer, issueFailure } from './issue-failure.js';
import { Lru } from './lru.js';
import type { Observer } from './observer.js';
import { type Backoff, Pacer, waitAfter } from './pacer.js';
import type { IssuedCredentials, Issuer } from './sources/issuer.js';
import type { Wanted } from './wanted.js';

export interface StoreOptions {
  readonly issuer: Issuer;
  readonly observer: Observer;
  readonly now: () => number;
  readonly maxSessions: number;
  readonly lead: RefreshLead;
  readonly timeout: number;
  readonly backoff: Backoff;
}

/** The cached credentials of all scopes. */
export interface Store {
  /** Usable credentials, from the cache; starts a refresh in the background when they end soon. */
  cached(wanted: Wanted): Entry | undefined;
  /** Usable credentials from the issuer. However many ask, one call is made. */
  issued(wanted: Wanted): Promise<Entry>;
  /** Returns whether the issuer may be asked for this key: false for a while after a failure. */
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
/** Every token that somebody makes up can fail: what is remembered of failures must stay small. */
const MOST_FAILURES = 1000;
/** Percent of the space for session policies and tags from which on the observer is told. */
const NEARLY_FULL = 80;

export function createStore({ issuer, observer, now, maxSessions, lead, timeout, backoff }: StoreOptions): Store {
  const entries = new Lru<Entry>(maxSessions, ({ scope }) => observer.emit({ kind: 'evicted', scope }));
  const flights = new Map<string, Flight>();
  const failures = new Lru<Failure>(Math.min(maxSessions, MOST_FAILURES));
  const pacer = new Pacer(now, backoff);
  const paced = issuer.calls === 'none' ? undefined : pacer;
  let closed = false;

  const takeOff = (wanted: Wanted): Flight => {
    const { key, scope } = wanted;
    const held = entries.peek(key);
    const refresh = held !== undefined && isUsable(held, now());
    const abort = new AbortController();
    const asked = now();
    let sent = asked; // later, where other calls go first
    const flight: Flight = {
      scope,
      abort,
      invalid: false,
      entry: fly().finally(() => flights.get(key) === flight && flights.delete(key)),
    };
    flights.set(key, flight);
    return flight;

    async function issue(): Promise<IssuedCredentials> {
      if (closed) throw new SessionsClosed();
      sent = now();
      const { shape, proof } = wanted;
      try {
        const answer = issuer.issue({ scope, shape, proof, abortSignal: abort.signal });
        return await withTimeout(answer, abort, timeout, scope);
      } catch (cause) {
        throw closed ? new SessionsClosed() : issueFailure(scope, cause, issuer.calls === 'signed');
      }
    }

    async function fly(): Promise<Entry> {
      try {
        const answer = await (paced === undefined ? issue() : paced.run(scope, issue));
        if (closed) throw new SessionsClosed();
        const entry = entryOf(wanted, answer, sent, now(), lead);
        failures.delete(key);
        if (flight.invalid) entry.revoked = true;
        else entries.set(key, entry);
        const expiration = entry.expiresAt === Infinity ? undefined : new Date(entry.expiresAt);
        const { packedPolicySize = 0 } = answer;
        const space = packedPolicySize < NEARLY_FULL ? {} : { packedPolicySize };
        observer.emit({ kind: 'issued', scope, milliseconds: now() - asked, refresh, expiration, ...space });
        return entry;
      } catch (cause) {
        if (closed) throw new SessionsClosed();
        const error = issueFailure(scope, cause, false);
        // The issuer's own failures are the pacer's: they are not this scope's.
        if (!isOfIssuer(error)) remember(key, error);
        observer.emit({ kind: 'failed', scope, milliseconds: now() - asked, refresh, error });
        throw error;
      }
    }
  };

  const remember = (key: string, error: SessionError): void => {
    const count = (failures.peek(key)?.count ?? 0) + 1;
    failures.set(key, { error, count, until: now() + waitAfter(count, backoff) });
  };

  const revoke = (entry: Entry): void => {
    entry.revoked = true;
    if (entries.peek(entry.key) === entry) entries.delete(entry.key);
    observer.emit({ kind: 'invalidated', scope: entry.scope });
  };

  const ready = (key: string): boolean => !pacer.paused && (failures.peek(key)?.until ?? 0) <= now();

  return {
    cached(wanted) {
      if (closed) throw new SessionsClosed();
      const entry = entries.get(wanted.key);
      const time = now();
      if (entry === undefined || !isUsable(entry, time) || hasLapsed(entry, time)) return undefined;
      if (time >= entry.refreshAt && !flights.has(wanted.key) && ready(wanted.key)) {
        takeOff(wanted).entry.catch(() => {}); // the observer has told; the old credentials serve on
      }
      return entry;
    },
    async issued(wanted) {
      if (closed) throw new SessionsClosed();
      const flight = flights.get(wanted.key);
      if (flight !== undefined) return flight.entry;
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
      pacer.close();
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
