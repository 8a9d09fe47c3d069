import type {
  TransactWriteItem,
  TransactWriteItemsCommandInput,
  TransactWriteItemsCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { AttributePlan } from '../../entity/attribute-plan.js';
import { AccessDenied } from '../../errors/access-denied.js';
import { Throttled } from '../../errors/throttled.js';
import { writeError } from '../../errors/write-error.js';
import { TransactWriteItemsCommand } from '../../wire/commands.js';
import { backoff } from '../backoff.js';
import { type Common, commonInput, passedOn } from '../common.js';
import { UPDATE_ATTEMPTS } from '../send-update.js';
import { CONFLICT_ATTEMPTS, sendWrite, waitForConflict } from '../send-write.js';
import { isMissing } from '../tell-missing.js';
import { transactDetails } from '../transact.js';
import { isUnchanged, readStored, storedOf } from '../update-plan.js';
import { writeDestination, writeDetails } from '../write-common.js';
import type { Stored, WritePart, WriteState } from '../write-state.js';
import { assemble, type Entry, optionalItem, type StoredByPart } from './assemble.js';
import { missing, onlyConflicts, type SdkReason, sdkReasons, transactionError } from './errors.js';
import { checkTransaction } from './limits.js';
import { mustExist, partReads } from './part-input.js';

export interface TransactionState extends Common {
  readonly parts: readonly WritePart[];
  readonly token?: string;
  readonly fixed?: FixedByToken;
}

/** Values that a token fixes at its first sending, so that the request has the same parameters however often it is sent. */
export interface FixedByToken {
  readonly now: number;
  /** The items of entries that the transaction goes without. */
  readonly without: Set<string>;
  /** The values that were read first; a second sending waits for them. */
  stored?: Promise<StoredByPart> | undefined;
}

/** The command's input. `stored` holds what `partReads` asked for. */
export function transactionInput(
  state: TransactionState,
  stored: StoredByPart,
  without?: ReadonlySet<string>,
): { readonly entries: readonly Entry[]; readonly input: TransactWriteItemsCommandInput } {
  const entries = assemble(state.parts, stored, state.fixed?.now ?? Date.now(), without);
  checkTransaction(state.parts, entries);
  const input = {
    TransactItems: entries.map((entry) => entry.input),
    ...(state.token !== undefined && { ClientRequestToken: state.token }),
    ...commonInput(state),
  };
  return { entries, input };
}

export interface TransactionOptions {
  /** Returns the attributes to read before each write; default: those that it needs. */
  readonly reads?: (part: WritePart) => readonly AttributePlan[];
  /** How often to send while another transaction holds one of the items. */
  readonly conflictAttempts?: number;
}

/**
 * Reads what the writes need, sends them, and reads again when others wrote meanwhile. Gives what was read. Throws
 * `TransactionCanceled`.
 */
export async function sendTransaction(
  state: TransactionState,
  { reads = partReads, conflictAttempts = CONFLICT_ATTEMPTS }: TransactionOptions = {},
): Promise<StoredByPart> {
  const { parts, fixed, signal } = state;
  const wanted = new Map(parts.map((part) => [part, reads(part)]));
  // A sending whose outcome may be unknown came before: other parameters could do the transaction twice.
  const sentBefore = fixed?.stored !== undefined;
  const reading = fixed?.stored ?? readWanted(state, wanted);
  if (fixed) fixed.stored = reading;
  const stored = new Map(await reading.catch((error: unknown) => rethrow(forget(fixed, error))));
  const without = fixed?.without ?? new Set<string>();
  let conflicts = 0;
  for (let attempt = 1; ; attempt++) {
    const { entries, input } = transactionInput(state, stored, without);
    try {
      await sendInput(state, entries, input);
      return stored;
    } catch (error) {
      const reasons = sdkReasons(error) ?? [];
      if (onlyConflicts(reasons) && ++conflicts < conflictAttempts) await waitForConflict(conflicts, signal);
      else if (!sentBefore && leaveOut(reasons, entries, without)) continue;
      else {
        const outdated = !sentBefore && renew(reasons, entries, parts, stored, wanted);
        if (outdated && attempt < UPDATE_ATTEMPTS) {
          if (fixed) fixed.stored = Promise.resolve(new Map(stored));
          await backoff(attempt, 10, 500, signal);
          continue;
        }
        if (!sentBefore && isUndone(error)) forget(fixed, error);
        throw transactionError(error, entries, parts, await findMissing(state, entries, reasons), outdated);
      }
    }
  }
}

/** Nothing was sent, or nothing written: the next sending reads anew. */
function forget(fixed: FixedByToken | undefined, error: unknown): unknown {
  if (fixed) fixed.stored = undefined;
  fixed?.without.clear();
  return error;
}

/** Returns whether nothing was written for sure, so that the request may be made anew. */
const isUndone = (error: unknown): boolean =>
  sdkReasons(error) !== undefined || error instanceof AccessDenied || error instanceof Throttled;

/** Leaves out the entries that the write can go without, when they alone stood in the way. Tells whether there is one. */
function leaveOut(reasons: readonly SdkReason[], entries: readonly Entry[], without: Set<string>): boolean {
  const items: string[] = [];
  for (let i = 0; i < reasons.length; i++) {
    const { Code } = reasons[i] ?? {};
    if (Code === undefined || Code === 'None') continue;
    const entry = entries[i];
    const item = entry && Code === 'ConditionalCheckFailed' ? optionalItem(entry) : undefined;
    if (item === undefined || without.has(item)) return false;
    items.push(item);
  }
  for (const item of items) without.add(item);
  return items.length > 0;
}

async function readWanted(
  state: TransactionState,
  wanted: ReadonlyMap<WritePart, readonly AttributePlan[]>,
): Promise<StoredByPart> {
  const stored = new Map<WritePart, Stored>();
  await Promise.all(
    [...wanted].map(async ([part, names], index) => {
      if (names.length === 0) return;
      const reading = readStored({ ...part.state, ...passedOn(state) }, names, mustExist(part));
      stored.set(part, await reading.catch((error: unknown) => rethrow(missing(error, part, index))));
    }),
  );
  return stored;
}

/** Returns whether there is an item, of the entries whose conditions failed and that do not say it. */
async function findMissing(
  state: TransactionState,
  entries: readonly Entry[],
  reasons: readonly SdkReason[],
): Promise<ReadonlyMap<Entry, boolean | undefined>> {
  const found = new Map<Entry, boolean | undefined>();
  await Promise.all(
    entries.map(async (entry, i) => {
      const part = state.parts[entry.index];
      const { Code, Item } = reasons[i] ?? {};
      if (!entry.own || part === undefined || Code !== 'ConditionalCheckFailed') return;
      const known = asksForOld(entry.input) ? Item === undefined : writeDetails(part.state, '').missing?.(Item);
      found.set(entry, known ?? (await isMissing({ ...part.state, ...passedOn(state) })));
    }),
  );
  return found;
}

const asksForOld = (input: TransactWriteItem): boolean =>
  Object.values(input).some(
    (entry: { readonly ReturnValuesOnConditionCheckFailure?: string }) =>
      entry.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  );

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
      ...entries.flatMap(({ entries }) => entries.map(({ owner }) => owner)),
    ],
  };
  const kinds = new Set(entries.flatMap((entry) => Object.keys(entry.input)));
  const actions = [...kinds].map((kind) => ACTIONS[kind]).join(', ');
  const details = () => ({ ...transactDetails(items, destination.operation, actions), ofWrite: writeError });
  await sendWrite<TransactWriteItemsCommandOutput>(state, new TransactWriteItemsCommand(input), destination, details);
}

const ACTIONS: { readonly [kind: string]: string } = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

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
    if (Code === 'TransactionConflict') continue;
    const part = parts[entry.index];
    const before = part && stored.get(part);
    if (Code !== 'ConditionalCheckFailed' || part === undefined || before === undefined) return false;
    if ((Item === undefined && mustExist(part)) || isUnchanged(before, Item ?? {})) return false;
    renewed.set(part, storedOf(Item ?? {}, wanted.get(part) ?? []));
  }
  for (const [part, values] of renewed) stored.set(part, values);
  return renewed.size > 0;
}
