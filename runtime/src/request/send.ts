import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { Owner } from '../entity/verify.js';
import { type CallDetails, fromServiceError } from '../errors/from-service.js';
import { refuseArgument } from '../errors/refuse-argument.js';
import { ScopeViolation } from '../errors/scope-violation.js';
import { withoutAnswer, withoutResponse } from '../errors/without-answer.js';
import { isSession, type SessionLike, sendThrough } from './client.js';
import type { Common, Destination } from './common.js';
import type { RequestEvent } from './service.js';

interface Metadata {
  readonly $metadata?: { readonly attempts?: number };
  readonly ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[];
}

/** Sends a command: guards the session's scope, maps errors, tells the hook. `Output` is the command's own. */
export async function sendCommand<Output extends object>(
  state: Common,
  command: object,
  destination: Destination,
  details: () => CallDetails,
): Promise<Output> {
  const { service, signal } = state;
  if (signal !== undefined && typeof (signal as AbortSignal | null)?.addEventListener !== 'function')
    refuseArgument('abortSignal()', 'an AbortSignal', signal);
  const own = state.client ?? service.session;
  const chosen = own ?? service.client;
  if (chosen !== undefined && isSession(chosen)) guardSession(chosen, destination);
  const what = `${destination.entities.join(', ')} ${destination.operation}`;
  const start = service.onRequest === undefined ? 0 : performance.now();
  try {
    const options = signal && { abortSignal: signal };
    const output = (await sendThrough(own, service.client, what, command, options)) as Output;
    tell(state, destination, start, output);
    return output;
  } catch (failure) {
    const cause = withoutResponse(failure);
    const error = fromServiceError(cause, details());
    tell(state, destination, start, cause as Metadata, error);
    // The items of a canceled transaction are still to be read.
    if (error !== cause || (error as Error)?.name === 'TransactionCanceledException') throw error;
    throw withoutAnswer(error);
  }
}

function tell(
  { service: { onRequest }, label }: Common,
  destination: Destination,
  start: number,
  output: Metadata,
  error?: unknown,
): void {
  if (onRequest === undefined) return;
  const { entities, accessPattern, operation, owners } = destination;
  const capacity = output?.ConsumedCapacity;
  const scope = owners.flatMap(({ scope, value }) =>
    scope?.parameter !== undefined && value !== undefined ? [[scope.parameter, value]] : [],
  );
  notify(onRequest, {
    entities,
    accessPattern,
    operation,
    scope: Object.fromEntries(scope),
    milliseconds: performance.now() - start,
    attempts: output?.$metadata?.attempts ?? 1,
    ...(capacity && { capacity: Array.isArray(capacity) ? capacity : [capacity] }),
    ...(label !== undefined && { label }),
    ...(error !== undefined && { error: withoutItems(error) }),
  });
}

/**
 * Refuses what the session's credentials must not reach before it is sent: every partition key lies in the session's
 * scope values, except for reads of public scopes. Of an unscoped role, IAM alone decides.
 */
function guardSession(session: SessionLike, { owners, writes, entities, accessPattern, operation }: Destination): void {
  if (session.unscoped === true && Object.keys(session.scope).length === 0) return;
  for (const owner of owners) {
    const problem = problemOf(session, owner, writes);
    if (problem === undefined) continue;
    const entity = entities.join(', ');
    const message = `${entity} ${operation}: ${problem}. Nothing was sent.`;
    throw new ScopeViolation(message, { entity, accessPattern, scope: owner.scope?.name ?? 'none' });
  }
}

function problemOf({ scope: values }: SessionLike, { scope, value }: Owner, writes: boolean): string | undefined {
  if (scope === undefined) return 'this access pattern is outside of every scope, and a session is bound to one';
  if (scope.parameter === undefined)
    return writes ? `the scope ${scope.name} is public, and no session may write it` : undefined;
  const own = Object.hasOwn(values, scope.parameter) ? values[scope.parameter] : undefined;
  if (own === undefined || own === '')
    return `the session has no ${scope.parameter}, so it cannot reach the scope ${scope.name}`;
  return own === value ? undefined : `the request names another ${scope.parameter} than the session's`;
}

/**
 * Calls the service's hook. What it throws, or rejects with, is a warning of the process: the request was sent, and a caller
 * who is told that it failed would do it twice.
 */
function notify(onRequest: (event: RequestEvent) => void, event: RequestEvent): void {
  try {
    const returned: unknown = onRequest(event);
    if (returned instanceof Promise) returned.catch(warn);
  } catch (error) {
    warn(error);
  }
}

/** Runtimes that are not Node may have no such warnings. */
function warn(error: unknown): void {
  const { process } = globalThis as { process?: Partial<Pick<NodeJS.Process, 'emitWarning'>> };
  const what = error instanceof Error ? `${error.name}: ${error.message}` : `a value of type ${typeof error}`;
  process?.emitWarning?.(`The hook onRequest threw ${what}. The request was sent.`, { code: 'TENANTRY_ON_REQUEST' });
}

/** An error for the hook: what DynamoDB sent back with it is left out, because it holds items with their sensitive attributes. */
function withoutItems(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { CancellationReasons: reasons } = error as { readonly CancellationReasons?: unknown };
  const told: PropertyDescriptorMap = {
    ...Object.getOwnPropertyDescriptors(error),
    cause: { value: withoutItems(error.cause), configurable: true },
  };
  const hide = (name: string, value?: unknown): void => {
    if (name in told) told[name] = { value, enumerable: true, configurable: true };
  };
  hide('Item');
  if (Array.isArray(reasons))
    hide(
      'CancellationReasons',
      reasons.map(({ Code }) => ({ Code })),
    );
  return Object.create(Object.getPrototypeOf(error), told);
}
