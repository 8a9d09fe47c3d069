import type { DynamoDBClientLike } from '../request/client.js';
import type { Authorize } from './authorize.js';
import type { ScopeRecord } from './errors.js';
import type { SessionEvent, SessionLogger } from './observer.js';
import type { AssumeRoleOptions } from './sources/assume-role.js';
import type { SessionSource } from './sources/source.js';
import type { ScopeOf, ScopeTags } from './tags.js';

/** A call of `get`, as `authorize`, the source and other functions of the options see it. */
export type SessionRequest<Scope extends ScopeRecord, Claims = unknown> = Scope & { readonly claims: Claims };

/**
 * The argument of `get`: the scope parameters, and the claims that `authorize` asks for; any, or none, when it says nothing
 * of them.
 */
export type GetRequest<Scope extends ScopeRecord, Claims = unknown> = Scope &
  (unknown extends Claims ? { readonly claims?: Claims } : { readonly claims: Claims });

export interface CommonOptions<Tags extends ScopeTags, Claims> {
  /** The Region of STS and of `session.client()`. */
  readonly region: string;
  /** Which tag carries which scope: `{ tenant: 'TenantId', user: 'UserId' }`, as under `scopes` in the schema. */
  readonly tags: Tags;
  /** Runs on every `get`, before anything else, cached or not. Only `true` allows. */
  readonly authorize: Authorize<SessionRequest<ScopeOf<Tags>, Claims>>;
  /** Cached scopes; the one unused for longest gives way. Default 10000, at up to 2 kB each. */
  readonly maxSessions?: number;
  /** Seconds before expiry from which a use starts a refresh in the background. Default 300. */
  readonly refreshBeforeSeconds?: number;
  /** Up to this many seconds earlier still, at random, so that sessions of one start do not all refresh at once. Default 60. */
  readonly refreshJitterSeconds?: number;
  /** For one call to the issuer with all its retries. Default 10. */
  readonly timeoutSeconds?: number;
  /** After a failure the issuer is left alone for this long, doubled with each further one. Default 0.25 up to 30. */
  readonly backoffSeconds?: { readonly first: number; readonly max: number };
  /**
   * The application's client: `session.client()` shares its connections, Region, endpoint and retry mode, not its
   * credentials.
   */
  readonly client?: DynamoDBClientLike;
  /** For metrics and traces. Called synchronously; what it throws is logged and ignored. */
  readonly onEvent?: (event: SessionEvent) => void;
  readonly logger?: SessionLogger;
  /** Epoch milliseconds. For tests. Default `Date.now`. */
  readonly now?: () => number;
}

/** AssumeRole by its options, or another `source`. */
export type TenantSessionsOptions<Tags extends ScopeTags, Claims = unknown> = CommonOptions<Tags, Claims> &
  (
    | (AssumeRoleOptions<SessionRequest<ScopeOf<Tags>, Claims>> & { readonly source?: undefined })
    | { readonly source: SessionSource<SessionRequest<ScopeOf<Tags>, Claims>> }
  );
