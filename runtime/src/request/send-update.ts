import { ConditionFailed } from '../errors/condition-failed.js';
import { backoff } from './backoff.js';
import { sendWrite } from './send-write.js';
import { sendItemWrite, tellMissing } from './tell-missing.js';
import { readStored, readsOf, type UpdateState } from './update-plan.js';
import { type Stored, writeDestination, writeDetails } from './write-common.js';

/** How often an update whose index key depends on stored values is tried when others write the item meanwhile. */
export const UPDATE_ATTEMPTS = 8;

/**
 * Sends an update. Where an index key is made of a stored value, that is read first and is a condition of the write; when
 * another write came between, it is read again. The failure itself is not asked for the item: a role that is limited to
 * attributes may not see all of it.
 */
export async function sendUpdate<Output extends object>(
  state: UpdateState,
  command: (stored: Stored) => object,
): Promise<Output> {
  const reads = readsOf(state);
  const details = () => writeDetails(state, 'dynamodb:UpdateItem');
  if (reads.length === 0) return sendItemWrite<Output>(state, command(new Map()), 'dynamodb:UpdateItem');
  const send = (stored: Stored) => sendWrite<Output>(state, command(stored), writeDestination(state), details);
  let stored = await readStored(state, reads, !state.creates);
  for (let attempt = 1; ; attempt++) {
    try {
      return await send(stored);
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      if (attempt === UPDATE_ATTEMPTS) throw await tellMissing(state, error);
      const found = await readStored(state, reads, !state.creates);
      if (isSame(stored, found)) throw await tellMissing(state, error);
      stored = found;
      await backoff(attempt, 10, 500, state.signal);
    }
  }
}

/** Whether nothing came between: then the caller's own condition failed. */
const isSame = (stored: Stored, found: Stored): boolean =>
  [...stored].every(([attribute, value]) => JSON.stringify(found.get(attribute)) === JSON.stringify(value));
