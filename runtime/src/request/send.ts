import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { type CallDetails, fromServiceError } from '../errors/from-service.js';
import { refuseArgument } from '../errors/refuse-argument.js';
import { withoutAnswer, withoutResponse } from '../errors/without-answer.js';
import { withoutItems } from '../errors/without-items.js';
import { isSession, sendThrough } from './client.js';
import type { Common, Destination } from './common.js';
import { guardSession } from './guard.js';
import { notify } from './notify.js';

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
  { service: { onRequest } }: Common,
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
    ...(error !== undefined && { error: withoutItems(error) }),
  });
}
