import type { TransactWriteItemsCommandInput, TransactWriteItemsCommandOutput } from '@aws-sdk/client-dynamodb';
import type { AttributePlan } from '../../entity/plan.js';
import { writeError } from '../../errors/write-error.js';
import { TransactWriteItemsCommand } from '../../wire/commands.js';
import { backoff } from '../backoff.js';
import { type Common, commonInput } from '../common.js';
import { sendCommand } from '../send.js';
import { UPDATE_ATTEMPTS } from '../send-update.js';
import { transactDetails } from '../transact.js';
import { isUnchanged, readStored, storedOf } from '../update-plan.js';
import { type Stored, type WriteState, writeDestination } from '../write-common.js';
import { assemble, type Entry, type StoredByPart } from './assemble.js';
import { missing, type SdkReason, sdkReasons, transactionError } from './errors.js';
import { checkTransaction } from './limits.js';
import { mustExist, partReads, type WritePart } from './write-part.js';

export interface TransactionState extends Common {
  readonly parts: readonly WritePart[];
  readonly token?: string;
}

/** The command's input. `stored` holds what `partReads` asked for. */
export function transactionInput(
  state: TransactionState,
  stored: StoredByPart,
): { readonly entries: readonly Entry[]; readonly input: TransactWriteItemsCommandInput } {
  const entries = assemble(state.parts, stored, Date.now());
  checkTransaction(state.parts, entries);
  const input = {
    TransactItems: entries.map((entry) => entry.input),
    ...(state.token !== undefined && { ClientRequestToken: state.token }),
    ...commonInput(state),
  };
  return { entries, input };
}

export interface TransactionOptions {
  /** What is read of each write before; default: what it needs. */
  readonly reads?: (part: WritePart) => readonly AttributePlan[];
  /** Whether to try again where another transaction had one of the items. */
  readonly retryConflicts?: boolean;
}

/**
 * Reads what the writes need, sends them, and reads again when others wrote meanwhile. Gives what was read. Throws
 * `TransactionCanceled`.
 */
export async function sendTransaction(
  state: TransactionState,
  { reads = partReads, retryConflicts = false }: TransactionOptions = {},
): Promise<StoredByPart> {
  const { parts } = state;
  const wanted = new Map(parts.map((part) => [part, reads(part)]));
  const stored = new Map<WritePart, Stored>();
  const sender = { ...(state.client && { client: state.client }), ...(state.signal && { signal: state.signal }) };
  await Promise.all(
    [...wanted].map(async ([part, names], index) => {
      if (names.length === 0) return;
      const reading = readStored({ ...part.state, ...sender }, names, mustExist(part));
      stored.set(part, await reading.catch((error: unknown) => rethrow(missing(error, part, index))));
    }),
  );
  for (let attempt = 1; ; attempt++) {
    const { entries, input } = transactionInput(state, stored);
    try {
      await sendInput(state, entries, input);
      return stored;
    } catch (error) {
      const reasons = sdkReasons(error) ?? [];
      const again = renew(reasons, entries, parts, stored, wanted) || (retryConflicts && onlyConflicts(reasons));
      if (attempt === UPDATE_ATTEMPTS || !again) throw transactionError(error, entries, parts);
      await backoff(attempt, 10, 500, state.signal);
    }
  }
}

const rethrow = (error: unknown): never => {
  throw error;
};

async function sendInput(
  state: TransactionState,
  entries: readonly Entry[],
  input: TransactWriteItemsCommandInput,
): Promise<void> {
  const items: readonly WriteState[] = state.parts.map((part) => part.state);
  const [first] = items as readonly [WriteState];
  const destination = {
    ...writeDestination(first),
    entities: [...new Set(items.map(({ plan }) => plan.name))],
    operation: items.length === 1 ? first.operation : 'transactWrite',
    owners: [
      ...items.map(({ owner }) => owner),
      ...entries.flatMap(({ companions }) => companions.map(({ owner }) => owner)),
    ],
  };
  const kinds = new Set(entries.flatMap((entry) => Object.keys(entry.input)));
  const actions = [...kinds].map((kind) => ACTIONS[kind]).join(', ');
  const details = () => ({ ...transactDetails(items, destination.operation, actions), ofWrite: writeError });
  await sendCommand<TransactWriteItemsCommandOutput>(state, new TransactWriteItemsCommand(input), destination, details);
}

const ACTIONS: { readonly [kind: string]: string } = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

const stands = ({ Code }: SdkReason): boolean => Code !== undefined && Code !== 'None';

const onlyConflicts = (reasons: readonly SdkReason[]): boolean =>
  reasons.some(stands) && reasons.filter(stands).every(({ Code }) => Code === 'TransactionConflict');

/**
 * Takes the items that came back for the next attempt, when outdated reads stood in the way. Tells whether there is one.
 * What goes with an outdated write may have failed for that.
 */
function renew(
  reasons: readonly SdkReason[],
  entries: readonly Entry[],
  parts: readonly WritePart[],
  stored: Map<WritePart, Stored>,
  wanted: ReadonlyMap<WritePart, readonly AttributePlan[]>,
): boolean {
  const renewed = new Map<WritePart, Stored>();
  for (let i = 0; i < reasons.length; i++) {
    const { Code, Item } = reasons[i] ?? {};
    const entry = entries[i];
    if (Code === undefined || Code === 'None' || entry === undefined || !entry.own) continue;
    const part = parts[entry.index];
    const before = part && stored.get(part);
    if (Code !== 'ConditionalCheckFailed' || part === undefined || before === undefined) return false;
    if ((Item === undefined && mustExist(part)) || isUnchanged(before, Item ?? {})) return false;
    renewed.set(part, storedOf(Item ?? {}, wanted.get(part) ?? []));
  }
  for (const [part, values] of renewed) stored.set(part, values);
  return renewed.size > 0;
}
