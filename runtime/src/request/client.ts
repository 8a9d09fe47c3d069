import { RequestRefused } from '../errors/request-refused.js';

/** What a request needs of a `DynamoDBClient` or `DynamoDBDocumentClient`, of whichever copy of the SDK. */
export interface DynamoDBClientLike {
  readonly config: object;
  readonly middlewareStack: object;

  // A method, so that the overloads of every SDK version fit.
  send(command: never, options?: never): unknown;
}

/** The credentials of one caller with the scope values that they carry as tags. */
export interface SessionLike {
  /** Scope parameter → value: `{ tenantId: 'acme', userId: 'jane' }`. */
  readonly scope: { readonly [parameter: string]: string };
  /** A client that signs as this session, made from the service's own client where one is given. */
  client(base?: DynamoDBClientLike): DynamoDBClientLike;
}

/** What `withClient` takes. */
export type ClientLike = DynamoDBClientLike | SessionLike;

export function isSession(client: ClientLike): client is SessionLike {
  return 'scope' in client && typeof (client as SessionLike).client === 'function';
}

/** The client to send with: the request's own, else the service's. A session signs on connections of `base`. */
export function resolveClient(
  chosen: ClientLike | undefined,
  base: DynamoDBClientLike | undefined,
  what: string,
): DynamoDBClientLike {
  if (chosen === undefined) {
    throw new RequestRefused(`${what} has no client: pass one to the service, or to withClient() of the request.`);
  }
  return isSession(chosen) ? chosen.client(base) : chosen;
}
