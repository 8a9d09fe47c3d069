import { isObject, refuseArgument } from '../errors/refuse-argument.js';
import { RequestRefused } from '../errors/request-refused.js';

/** The part of a `DynamoDBClient` or `DynamoDBDocumentClient` that requests use, of whichever copy of the SDK. */
export interface DynamoDBClientLike {
  readonly config: object;
  readonly middlewareStack: object;
  // A method, so that the overloads of every SDK version fit.
  send(command: never, options?: never): unknown;
}

export interface SendOptions {
  readonly abortSignal?: AbortSignal;
}

/** The credentials of one caller with the scope values that they carry as tags. */
export interface SessionLike {
  /** Scope parameter → value: `{ tenantId: 'acme', userId: 'jane' }`. */
  readonly scope: { readonly [parameter: string]: string };
  /** The session of a role without tags, such as a job's: IAM alone decides on its requests. */
  readonly unscoped?: boolean;
  /** A client that signs as this session, made from the service's own client where one is given. */
  client(base?: DynamoDBClientLike): DynamoDBClientLike;
  /** Sends a command through the service's own client, but signed as this session: needs no client per session. */
  send?(base: never, command: never, options?: SendOptions): Promise<unknown>;
}

/** The argument of `withClient`. */
export type ClientLike = DynamoDBClientLike | SessionLike;

export function isSession(client: ClientLike): client is SessionLike {
  return isObject(client) && 'scope' in client && typeof (client as SessionLike).client === 'function';
}

/** Sends a command with the request's own client or session, else with the service's. */
export function sendThrough(
  own: ClientLike | undefined,
  base: ClientLike | undefined,
  what: string,
  command: object,
  options: SendOptions | undefined,
): Promise<unknown> {
  const chosen = own ?? base;
  if (chosen === undefined) {
    throw new RequestRefused(`${what} has no client: pass one to the service, or to withClient() of the request.`);
  }
  if (!isSession(chosen)) return send(chosen, command, options);
  const signed = base === undefined || isSession(base) ? undefined : base;
  if (signed !== undefined && chosen.send) return chosen.send(signed as never, command as never, options);
  return send(signed === undefined ? chosen.client() : chosen.client(signed), command, options);
}

/** The SDK's overloads, and their copies in two versions, cannot be told apart here. */
function send(client: DynamoDBClientLike, command: object, options: SendOptions | undefined): Promise<unknown> {
  if (typeof (client as DynamoDBClientLike | undefined)?.send !== 'function')
    refuseArgument('withClient(), or the option client,', 'a DynamoDBClient or a session', client);
  const untyped = client as unknown as { send(command: object, options?: SendOptions): Promise<unknown> };
  return options === undefined ? untyped.send(command) : untyped.send(command, options);
}
