import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { Values } from '../entity/compute.js';
import type { ScopeDefinition } from '../entity/entity.js';
import { type ClientLike, type DynamoDBClientLike, isSession, type SessionLike } from './client.js';

/** What `onRequest` hears of each call to DynamoDB. Never item contents. */
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
  readonly error?: unknown;
}

export interface ServiceOptions<TableName extends string> {
  /** Used where a request has no client of its own. Leave it out to make every request name one. */
  readonly client?: ClientLike;
  /** The real name of each logical table. */
  readonly tables: { readonly [name in TableName]: string };
  /** Called after each call to DynamoDB, also after failed ones. An error that it throws is thrown to the caller. */
  readonly onRequest?: (event: RequestEvent) => void;
}

/** A service's options, as requests carry them. */
export interface Service {
  readonly client: ClientLike | undefined;
  /** The client whose connections sessions share. */
  readonly base: DynamoDBClientLike | undefined;
  readonly tables: { readonly [name: string]: string };
  readonly onRequest: ((event: RequestEvent) => void) | undefined;
  /** Scope parameters that are settled and cannot be named: see `bindService`. */
  readonly bound: { readonly [parameter: string]: string } | undefined;
}

export function createService<TableName extends string>(options: ServiceOptions<TableName>): Service {
  const { client, tables, onRequest } = options;
  const base = client === undefined || isSession(client) ? undefined : client;
  return { client, base, tables, onRequest, bound: undefined };
}

/** The service for one session: its requests are sent as the session, and its scope values cannot be named. */
export function bindService(service: Service, session: SessionLike): Service {
  return { ...service, client: session, bound: session.scope };
}

/** Settles the parameter of the scope that owns the key. Others, such as a member's `userId`, stay the caller's. */
export function bindScope({ bound }: Service, scope: ScopeDefinition | undefined, values: Values = {}): Values {
  const parameter = scope?.parameter;
  const value = parameter === undefined ? undefined : bound?.[parameter];
  return parameter === undefined || value === undefined ? values : { ...values, [parameter]: value };
}

/** A logical table's real name. */
export function tableName({ tables }: Service, logical: string): string {
  const name = tables[logical];
  if (name === undefined)
    throw new Error(`The service has no name for the table ${logical}: pass it in the option tables.`);
  return name;
}
