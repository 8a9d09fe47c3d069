import type { StoredItem } from '../entity/encode-item.js';
import { ConditionFailed } from '../errors/condition-failed.js';
import { backoff } from './backoff.js';
import { sendCommand } from './send.js';
import { isUnchanged, readStored, readsOf, storedOf, type UpdateState } from './update-plan.js';
import { type Stored, writeDestination, writeDetails } from './write-common.js';

/** How often an update whose index key depends on stored values is tried when others write the item meanwhile. */
export const UPDATE_ATTEMPTS = 8;

/**
 * Sends an update. Where an index key is made of a stored value, that is read first and is a condition of the write;
 * when another write came between, the item that comes back with the failure is taken for the next attempt.
 */
export async function sendUpdate<Output extends object>(
  state: UpdateState,
  command: (stored: Stored) => object,
): Promise<Output> {
  const reads = readsOf(state);
  const details = () => writeDetails(state, 'dynamodb:UpdateItem');
  if (reads.length === 0) return sendCommand<Output>(state, command(new Map()), writeDestination(state), details);
  let stored = await readStored(state, reads, !state.creates);
  for (let attempt = 1; ; attempt++) {
    try {
      return await sendCommand<Output>(state, command(stored), writeDestination(state), details);
    } catch (error) {
      const old =
        error instanceof ConditionFailed ? (error.cause as { Item?: StoredItem } | undefined)?.Item : undefined;
      const found = old ?? (state.creates && error instanceof ConditionFailed ? {} : undefined);
      if (found === undefined || isUnchanged(stored, found) || attempt === UPDATE_ATTEMPTS) throw error;
      stored = storedOf(found, reads);
      await backoff(attempt, 10, 500, state.signal);
    }
  }
}
