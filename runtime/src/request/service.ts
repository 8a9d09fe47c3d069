import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { ScopeDefinition } from '../entity/entity.js';
import { asValues, isObject, refuseArgument } from '../errors/refuse-argument.js';
import { RequestRefused } from '../errors/request-refused.js';
import { ScopeViolation } from '../errors/scope-violation.js';
import { type ClientLike, isSession, type SessionLike } from './client.js';
import { checkOnInvalid, type OnInvalidItem } from './on-invalid.js';

/** A call to DynamoDB, as `onRequest` is told of it. Never item contents. */
export interface RequestEvent {
  /** The entities or the collection that the call is for. */
  readonly entities: readonly string[];
  /** `primary` or the access pattern's name. */
  readonly accessPattern: string;
  /** `get`, `create`, `query`, `transactWrite`, … */
  readonly operation: string;
  /** The scope parameter values that the request lies in. */
  readonly scope: { readonly [parameter: string]: string };
  readonly milliseconds: number;
  /** How often the SDK sent it. */
  readonly attempts: number;
  /** Where `returnCapacity` asked for it. */
  readonly capacity?: readonly ConsumedCapacity[];
  /** The text of the request's `label()`. */
  readonly label?: string;
  readonly error?: unknown;
}

export interface ServiceOptions<TableName extends string> {
  /** Used where a request has no client of its own. Leave it out to make every request name one. */
  readonly client?: ClientLike | undefined;
  /** The real name of each logical table. */
  readonly tables: { readonly [name in TableName]: string };
  /**
   * Called after each call to DynamoDB, also after failed ones. What it throws is a warning of the process: the request was
   * sent.
   */
  readonly onRequest?: ((event: RequestEvent) => void) | undefined;
  /** The choice for items that do not decode, in reads that return several; a request may say otherwise. Default: `throw`. */
  readonly onInvalid?: OnInvalidItem | undefined;
}

/** A service's options, as requests carry them. */
export interface Service {
  readonly client: ClientLike | undefined;
  readonly tables: { readonly [name: string]: string };
  readonly onRequest: ((event: RequestEvent) => void) | undefined;
  readonly onInvalid?: OnInvalidItem | undefined;
  /** The session that all requests are bound to: see `bindService`. */
  readonly session: SessionLike | undefined;
  /** The caller's items that grant guarded writes, by the accessor's name: see `bindService`. */
  readonly guards?: Guards;
}

/** A service for one session. */
export interface BoundService extends Service {
  readonly session: SessionLike;
}

/** A service for one session that also names the items that allow guarded writes. */
export interface GuardedService extends BoundService {
  readonly guards: Guards;
}

/** Keys of guard items by the accessor's name: `{ role: { roleId } }`. */
export interface Guards {
  readonly [accessor: string]: { readonly [parameter: string]: unknown } | undefined;
}

export function createService<TableName extends string>(options: ServiceOptions<TableName>): Service {
  const { client, tables, onRequest, onInvalid } = asValues('A client', 'options such as { client, tables }', options);
  asValues('The option tables', 'an object with the real name of each table', tables);
  if (onRequest !== undefined && typeof onRequest !== 'function')
    refuseArgument('The option onRequest', 'a function', onRequest);
  if (onInvalid !== undefined) checkOnInvalid('The option onInvalid', onInvalid);
  return { client, tables, onRequest, onInvalid, session: undefined };
}

/** The service for one session: its requests carry the session's credentials, and its scope cannot be named otherwise. */
export function bindService(service: Service, session: SessionLike, guards: object): GuardedService;
export function bindService(service: Service, session: SessionLike, guards?: object): BoundService;
export function bindService(service: Service, session: SessionLike, guards?: object): BoundService {
  if (!isObject(session) || !isSession(session) || !isObject(session.scope))
    refuseArgument('forSession()', 'a session, such as sessions.get() gives', session);
  if (guards !== undefined) asValues('forSession()', 'the keys of guard items as an object', guards);
  return { ...service, session, ...(guards && { guards: guards as Guards }) };
}

export const WANTED = 'an object of parameters or attributes';

/** The values that a caller named, with the parameter of this scope settled by the session. */
export function bindValues(
  { session }: Service,
  scope: ScopeDefinition | undefined,
  given: { readonly [name: string]: unknown } = {},
  what = 'A request',
): { readonly [name: string]: unknown } {
  asValues(what, WANTED, given);
  const parameter = scope?.parameter;
  if (session === undefined || parameter === undefined) return given;
  const value = session.scope[parameter];
  if (value === undefined)
    throw new RequestRefused(`The session has no ${parameter}, so it cannot reach the scope ${scope?.name}.`);
  // A caller that names another tenant in a bound request believes to be somewhere else.
  if (given[parameter] === undefined || given[parameter] === value) return { ...given, [parameter]: value };
  throw new ScopeViolation(`The session is bound to another ${parameter} than the one that is named.`, {
    entity: 'request',
    accessPattern: 'primary',
    scope: scope?.name ?? 'none',
  });
}

/** A logical table's real name. */
export function tableName({ tables }: Service, logical: string): string {
  const name = Object.hasOwn(tables, logical) ? tables[logical] : undefined;
  if (typeof name !== 'string')
    throw new RequestRefused(`The client has no name for the table ${logical}: pass it in the option tables.`);
  return name;
}
