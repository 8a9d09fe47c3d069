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

/** A call to the issuer, before its promise is there. */
interface StartedFlight {
  readonly scope: ScopeRecord;
  readonly abort: AbortController;
  /** Invalidated on its way: what it brings is not cached. */
  invalid: boolean;
}

interface Flight extends StartedFlight {
  readonly entry: Promise<Entry>;
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

export const createStore = (options: StoreOptions): Store => new SessionStore(options);

class SessionStore implements Store {
  readonly #options: StoreOptions;
  readonly #entries: Lru<Entry>;
  readonly #flights = new Map<string, Flight>();
  readonly #failures: Lru<Failure>;
  readonly #pacer: Pacer;
  #closed = false;

  constructor(options: StoreOptions) {
    const { observer, now, maxSessions, backoff } = options;
    this.#options = options;
    this.#entries = new Lru<Entry>(maxSessions, ({ scope }) => observer.emit({ kind: 'evicted', scope }));
    this.#failures = new Lru<Failure>(Math.min(maxSessions, MOST_FAILURES));
    this.#pacer = new Pacer(now, backoff);
  }

  cached(wanted: Wanted): Entry | undefined {
    if (this.#closed) throw new SessionsClosed();
    const entry = this.#entries.get(wanted.key);
    const time = this.#options.now();
    if (entry === undefined || !isUsable(entry, time) || hasLapsed(entry, time)) return undefined;
    if (time >= entry.refreshAt && !this.#flights.has(wanted.key) && this.ready(wanted.key)) {
      this.#takeOff(wanted).entry.catch(() => {}); // the observer was told; the old credentials serve on
    }
    return entry;
  }

  async issued(wanted: Wanted): Promise<Entry> {
    if (this.#closed) throw new SessionsClosed();
    const flight = this.#flights.get(wanted.key);
    if (flight !== undefined) return flight.entry;
    const failure = this.#failures.peek(wanted.key);
    if (failure !== undefined && failure.until > this.#options.now()) throw failure.error;
    return this.#takeOff(wanted).entry;
  }

  ready(key: string): boolean {
    return !this.#pacer.paused && (this.#failures.peek(key)?.until ?? 0) <= this.#options.now();
  }

  rejected(entry: Entry): void {
    // New ones would fare no better when these are new already.
    if (this.#options.now() - entry.issuedAt > REISSUE_AFTER) this.#revoke(entry);
  }

  invalidate(matches: (scope: ScopeRecord) => boolean): number {
    let count = 0;
    for (const entry of this.#entries.values()) {
      if (!matches(entry.scope)) continue;
      this.#revoke(entry);
      count++;
    }
    for (const [key, flight] of this.#flights) {
      if (!matches(flight.scope)) continue;
      flight.invalid = true;
      this.#flights.delete(key);
    }
    return count;
  }

  get size(): number {
    return this.#entries.size;
  }

  get inFlight(): number {
    return this.#flights.size;
  }

  close(): void {
    this.#closed = true;
    for (const { abort } of this.#flights.values()) abort.abort();
    this.#pacer.close();
    this.#flights.clear();
    this.#entries.clear();
    this.#failures.clear();
    this.#options.issuer.close();
  }

  #takeOff(wanted: Wanted): Flight {
    const { key, scope } = wanted;
    const started: StartedFlight = { scope, abort: new AbortController(), invalid: false };
    const entry = this.#fly(wanted, started).finally(
      () => this.#flights.get(key) === flight && this.#flights.delete(key),
    );
    const flight = Object.assign(started, { entry });
    this.#flights.set(key, flight);
    return flight;
  }

  async #fly(wanted: Wanted, flight: StartedFlight): Promise<Entry> {
    const { key, scope } = wanted;
    const { issuer, observer, now, lead } = this.#options;
    const held = this.#entries.peek(key);
    const refresh = held !== undefined && isUsable(held, now());
    const asked = now();
    let sent = asked; // later, where other calls go first
    const issue = (): Promise<IssuedCredentials> => {
      sent = now();
      return this.#issue(wanted, flight.abort);
    };
    try {
      const answer = await (issuer.calls === 'none' ? issue() : this.#pacer.run(scope, issue));
      if (this.#closed) throw new SessionsClosed();
      const entry = entryOf(wanted, answer, sent, now(), lead);
      this.#failures.delete(key);
      if (flight.invalid) entry.revoked = true;
      else this.#entries.set(key, entry);
      const expiration = entry.expiresAt === Infinity ? undefined : new Date(entry.expiresAt);
      const { packedPolicySize = 0 } = answer;
      const space = packedPolicySize < NEARLY_FULL ? {} : { packedPolicySize };
      observer.emit({ kind: 'issued', scope, milliseconds: now() - asked, refresh, expiration, ...space });
      return entry;
    } catch (cause) {
      if (this.#closed) throw new SessionsClosed();
      const error = issueFailure(scope, cause, false);
      // The issuer's own failures are the pacer's: they are not this scope's.
      if (!isOfIssuer(error)) this.#remember(key, error);
      observer.emit({ kind: 'failed', scope, milliseconds: now() - asked, refresh, error });
      throw error;
    }
  }

  async #issue({ scope, shape, proof }: Wanted, abort: AbortController): Promise<IssuedCredentials> {
    if (this.#closed) throw new SessionsClosed();
    const { issuer, timeout } = this.#options;
    try {
      const answer = issuer.issue({ scope, shape, proof, abortSignal: abort.signal });
      return await withTimeout(answer, abort, timeout, scope);
    } catch (cause) {
      throw this.#closed ? new SessionsClosed() : issueFailure(scope, cause, issuer.calls === 'signed');
    }
  }

  #remember(key: string, error: SessionError): void {
    const { now, backoff } = this.#options;
    const count = (this.#failures.peek(key)?.count ?? 0) + 1;
    this.#failures.set(key, { error, count, until: now() + waitAfter(count, backoff) });
  }

  #revoke(entry: Entry): void {
    entry.revoked = true;
    if (this.#entries.peek(entry.key) === entry) this.#entries.delete(entry.key);
    this.#options.observer.emit({ kind: 'invalidated', scope: entry.scope });
  }
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
