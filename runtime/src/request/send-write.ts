import type { CallDetails } from '../errors/from-service.js';
import { TransactionConflict } from '../errors/transaction-conflict.js';
import { backoff } from './backoff.js';
import type { Common, Destination } from './common.js';
import { sendCommand } from './send.js';

/**
 * How often a write is sent while a transaction of another caller holds the item: as often as the SDK's standard mode
 * sends. Source: AWS SDKs and Tools Reference Guide, "Retry behavior".
 */
export const CONFLICT_ATTEMPTS = 3;

const CONFLICTS = ['TransactionConflictException', 'TransactionInProgressException'];

/** Sends a command that writes, and sends it again while a transaction of another caller holds the item. */
export async function sendWrite<Output extends object>(
  state: Common,
  command: object,
  destination: Destination,
  details: () => CallDetails,
): Promise<Output> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await sendCommand<Output>(state, command, destination, details);
    } catch (error) {
      if (!(error instanceof Error) || !CONFLICTS.includes(error.name)) throw error;
      if (attempt === CONFLICT_ATTEMPTS || attemptsOf(error) > 1)
        throw new TransactionConflict(`${destination.entities.join(', ')} ${destination.operation}`, error);
      await waitForConflict(attempt, state.signal);
    }
  }
}

export const waitForConflict = (attempt: number, signal: AbortSignal | undefined): Promise<void> =>
  backoff(attempt, 50, 1000, signal);

/** The SDK retries some conflicts itself. */
const attemptsOf = (error: Error): number =>
  (error as { readonly $metadata?: { readonly attempts?: number } }).$metadata?.attempts ?? 1;
