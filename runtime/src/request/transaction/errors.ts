import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { ConditionFailed } from '../../errors/condition-failed.js';
import { IdempotencyMismatch } from '../../errors/idempotency-mismatch.js';
import { TenantryError } from '../../errors/tenantry-error.js';
import { type CancellationReason, TransactionCanceled, withItem } from '../../errors/transaction-canceled.js';
import { KEEPS_CHANGING, TransactionConflict } from '../../errors/transaction-conflict.js';
import { VersionConflict } from '../../errors/version-conflict.js';
import { decodeQuietly, writeError } from '../../errors/write-error.js';
import { writeDetails } from '../write-common.js';
import type { WritePart } from '../write-state.js';
import type { Entry } from './assemble.js';

/** One entry of the SDK's TransactionCanceledException. */
export interface SdkReason {
  readonly Code?: string;
  readonly Message?: string;
  readonly Item?: { [name: string]: AttributeValue };
}

/** The SDK's reasons, in the order of the entries; undefined for another error. */
export function sdkReasons(error: unknown): readonly SdkReason[] | undefined {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return undefined;
  return (error as { CancellationReasons?: readonly SdkReason[] }).CancellationReasons ?? [];
}

const stands = ({ Code }: SdkReason): boolean => Code !== undefined && Code !== 'None';

/** Returns whether other transactions alone stood in the way. */
export const onlyConflicts = (reasons: readonly SdkReason[]): boolean =>
  reasons.some(stands) && reasons.filter(stands).every(({ Code }) => Code === 'TransactionConflict');

/**
 * The typed error for a canceled transaction of writes; others are passed on. `outdated`: what was read first changed at
 * every attempt.
 */
export function transactionError(
  error: unknown,
  entries: readonly Entry[],
  parts: readonly WritePart[],
  absent: ReadonlyMap<Entry, boolean | undefined>,
  outdated: boolean,
): unknown {
  if (error instanceof Error && error.name === 'IdempotentParameterMismatchException')
    return new IdempotencyMismatch(error);
  const found = sdkReasons(error);
  if (found === undefined) return error;
  const reasons = found.flatMap((reason, i): CancellationReason[] => {
    const entry = entries[i];
    const part = entry && parts[entry.index];
    if (entry === undefined || part === undefined || reason.Code === undefined || reason.Code === 'None') return [];
    const typed =
      reason.Code === 'ConditionalCheckFailed' && !(outdated && entry.own)
        ? entryError(entry, part, reason, error, absent)
        : refusedEntry(entry, part, reason, error);
    const { plan, operation } = part.state;
    const told = {
      ...{ index: entry.index, entity: plan.name, operation },
      reason: typed === undefined || typed instanceof ConditionFailed ? reason.Code : typed.code,
      message: typed?.message ?? reason.Message,
      error: typed,
    };
    return [withItem(told, entry.own ? decodeQuietly(writeDetails(part.state, ''), reason.Item) : undefined)];
  });
  return new TransactionCanceled(reasons, error);
}

/** The error that the entry alone would have thrown, where no condition of the request failed; undefined for others. */
function refusedEntry(
  { own }: Entry,
  { state }: WritePart,
  { Code, Message = '' }: SdkReason,
  cause: unknown,
): TenantryError | undefined {
  const what = `${state.plan.name} ${state.operation}`;
  if (Code === 'ConditionalCheckFailed') return new TransactionConflict(what, cause, KEEPS_CHANGING);
  if (Code === 'TransactionConflict') return new TransactionConflict(what, cause);
  if (!own || Code !== 'ValidationError') return undefined;
  const refusal = Object.assign(new Error(Message), { name: 'ValidationException' });
  const typed = writeError(refusal, writeDetails(state, ''));
  return typed instanceof TenantryError ? typed : undefined;
}

function entryError(
  entry: Entry,
  { state }: WritePart,
  { Item }: SdkReason,
  cause: unknown,
  absent: ReadonlyMap<Entry, boolean | undefined>,
): TenantryError | undefined {
  const { own, entries } = entry;
  for (const sideWrite of entries) {
    const failed = sideWrite.failed(cause, entries.length === 1 && !own ? undefined : (Item ?? {}));
    if (failed !== undefined) return failed;
  }
  if (!own) return undefined;
  const details = writeDetails(state, '');
  const old = decodeQuietly(details, Item);
  return (
    details.conflict?.(Item, cause) ??
    new ConditionFailed(state.plan.name, state.operation, details.key ?? '', old, cause, absent.get(entry))
  );
}

/** Returns the error that cancels a transaction before it is sent: an item that a write needs is missing. */
export function missing(error: unknown, { state: { plan, operation } }: WritePart, index: number): unknown {
  if (!(error instanceof ConditionFailed || error instanceof VersionConflict)) return error;
  const { code, message } = error;
  const reason = code === 'ConditionFailed' ? 'ConditionalCheckFailed' : code;
  return new TransactionCanceled(
    [{ index, entity: plan.name, operation, reason, message, item: undefined, error }],
    error,
  );
}

/** For a single write that was sent as a transaction: its own error, where it has one. */
export function singleError(error: unknown): unknown {
  if (!(error instanceof TransactionCanceled)) return error;
  return error.reasons.find((reason) => reason.error !== undefined)?.error ?? error;
}
