import type { ScopeRecord, SessionError } from './errors.js';

/** Something that happened, for metrics and traces. Holds no token and no key. */
export type SessionEvent =
  /** Credentials were cached. */
  | { readonly kind: 'hit'; readonly scope: ScopeRecord }
  /** They were not; the issuer is asked, or a call for the same scope is joined. */
  | { readonly kind: 'miss'; readonly scope: ScopeRecord }
  /** The issuer answered; `refresh` when usable credentials were there already. */
  | {
      readonly kind: 'issued';
      readonly scope: ScopeRecord;
      readonly milliseconds: number;
      readonly refresh: boolean;
      readonly expiration: Date | undefined;
      /** How much of the space for session policies and tags is used, in percent, from 80 on. */
      readonly packedPolicySize?: number;
    }
  /** The issuer refused, failed or answered nonsense. */
  | {
      readonly kind: 'failed';
      readonly scope: ScopeRecord;
      readonly milliseconds: number;
      readonly refresh: boolean;
      readonly error: SessionError;
    }
  | { readonly kind: 'unauthorized'; readonly scope: ScopeRecord; readonly error: SessionError }
  /** Pushed out by more recently used ones. */
  | { readonly kind: 'evicted'; readonly scope: ScopeRecord }
  /** Dropped by `invalidate`, or because the service rejected the credentials. */
  | { readonly kind: 'invalidated'; readonly scope: ScopeRecord };

/** Counts since the start. */
export interface SessionStats {
  /** Cached scopes now. */
  readonly size: number;
  /** Calls to the issuer that have not returned. */
  readonly inFlight: number;
  readonly hits: number;
  readonly misses: number;
  /** Credentials issued, first ones and refreshes. */
  readonly issued: number;
  /** Of `issued`, those that replaced usable ones. */
  readonly refreshes: number;
  readonly failures: number;
  readonly unauthorized: number;
  readonly evictions: number;
  readonly invalidations: number;
  /** Time in calls to the issuer that succeeded. */
  readonly issueMilliseconds: { readonly total: number; readonly max: number };
}

/** The methods of `console` and of every common logger. */
export interface SessionLogger {
  warn(message: string, details: object): void;
  debug?(message: string, details: object): void;
}

export interface Observer {
  emit(event: SessionEvent): void;
  /** For hits: no event object unless someone listens. */
  hit(scope: ScopeRecord): void;
  stats(size: number, inFlight: number): SessionStats;
}

export function createObserver(
  onEvent: ((event: SessionEvent) => void) | undefined,
  logger: SessionLogger | undefined,
): Observer {
  const count = { hit: 0, miss: 0, issued: 0, failed: 0, unauthorized: 0, evicted: 0, invalidated: 0 };
  let refreshes = 0;
  let total = 0;
  let max = 0;

  const tell = (event: SessionEvent): void => {
    try {
      onEvent?.(event);
    } catch (error) {
      logger?.warn('tenantry: onEvent threw', { kind: event.kind, error }); // a broken metric must not fail a request
    }
  };
  const log = (event: SessionEvent): void => {
    if (event.kind === 'failed') {
      logger?.warn('tenantry: no credentials from the issuer', {
        code: event.error.code,
        message: event.error.message,
        refresh: event.refresh,
      });
    } else if (event.kind === 'unauthorized') {
      logger?.warn('tenantry: session not authorized', { message: event.error.message });
    } else if (event.kind === 'issued' && event.packedPolicySize !== undefined) {
      logger?.warn(
        `tenantry: session policies and tags use ${event.packedPolicySize} % of the space that STS has for them`,
        {
          scope: event.scope,
        },
      );
    } else if (event.kind !== 'miss' && event.kind !== 'hit') {
      logger?.debug?.(`tenantry: session ${event.kind}`, { scope: event.scope });
    }
  };

  return {
    emit(event) {
      count[event.kind]++;
      if (event.kind === 'issued') {
        if (event.refresh) refreshes++;
        total += event.milliseconds;
        max = Math.max(max, event.milliseconds);
      }
      log(event);
      tell(event);
    },
    hit(scope) {
      count.hit++;
      if (onEvent !== undefined) tell({ kind: 'hit', scope });
    },
    stats: (size, inFlight) => ({
      size,
      inFlight,
      hits: count.hit,
      misses: count.miss,
      issued: count.issued,
      refreshes,
      failures: count.failed,
      unauthorized: count.unauthorized,
      evictions: count.evicted,
      invalidations: count.invalidated,
      issueMilliseconds: { total, max },
    }),
  };
}
