import { ConditionFailed } from '../errors/condition-failed.js';
import { KEEPS_CHANGING, TransactionConflict } from '../errors/transaction-conflict.js';
import { backoff } from './backoff.js';
import { sendWrite } from './send-write.js';
import { sumCondition } from './sum-limits.js';
import { sendItemWrite, tellMissing } from './tell-missing.js';
import { isWorkedOut, readStored, readsOf } from './update-plan.js';
import { writeDestination, writeDetails } from './write-common.js';
import type { Stored, UpdateState } from './write-state.js';

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
      const found = await readStored(state, reads, !state.creates);
      // A value that came back to what it was fails the write as well, so without a condition of the caller's it is tried
      // again.
      if (isSame(stored, found) && hasCondition(state, stored)) throw await tellMissing(state, error);
      if (attempt === UPDATE_ATTEMPTS)
        throw new TransactionConflict(`${state.plan.name} ${state.operation}`, error, KEEPS_CHANGING);
      stored = found;
      await backoff(attempt, 10, 500, state.signal);
    }
  }
}

/** Returns whether the write can fail by itself, and not only because another one came between. */
const hasCondition = ({ condition, version, actions }: UpdateState, stored: Stored): boolean =>
  condition !== undefined ||
  version !== undefined ||
  actions.some((action) => action.guard || (!isWorkedOut(action, stored) && sumCondition(action) !== undefined));

/** Returns whether nothing came between: then the caller's own condition failed. */
const isSame = (stored: Stored, found: Stored): boolean =>
  [...stored].every(([attribute, value]) => JSON.stringify(found.get(attribute)) === JSON.stringify(value));
