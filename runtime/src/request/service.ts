import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { ClientLike } from './client.js';

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
  readonly tables: { readonly [name: string]: string };
  readonly onRequest: ((event: RequestEvent) => void) | undefined;
  /** Scope parameters that are settled and cannot be named: see `bindService`. */
  readonly bound: { readonly [parameter: string]: string } | undefined;
}

export function createService<TableName extends string>(options: ServiceOptions<TableName>): Service {
  const { client, tables, onRequest } = options;
  return { client, tables, onRequest, bound: undefined };
}

/** The service with its requests sent by a client and some scope parameters settled. */
export function bindService(
  service: Service,
  client: ClientLike,
  bound: { readonly [parameter: string]: string },
): Service {
  return { ...service, client, bound };
}

/** A logical table's real name. */
export function tableName({ tables }: Service, logical: string): string {
  const name = tables[logical];
  if (name === undefined)
    throw new Error(`The service has no name for the table ${logical}: pass it in the option tables.`);
  return name;
}
