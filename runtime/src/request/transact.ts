import type { CallDetails } from '../errors/from-service.js';
import { RequestRefused } from '../errors/request-refused.js';
import { type CancellationReason, TransactionCanceled } from '../errors/transaction-canceled.js';
import { type ItemState, itemDetails } from './common.js';
import { sdkReasons } from './transaction/errors.js';

/** Source: Amazon DynamoDB API Reference, TransactWriteItems and TransactGetItems. */
const MOST_ENTRIES = 100;

export function refuseTooMany(what: string, count: number): void {
  if (count > MOST_ENTRIES)
    throw new RequestRefused(`${what} takes up to ${MOST_ENTRIES} requests, and these are ${count}.`);
}

export function transactDetails(parts: readonly ItemState[], operation: string, action: string): CallDetails {
  const details = parts.map((part) => itemDetails(part, action));
  const [first] = details as [CallDetails];
  return {
    ...first,
    operation,
    entity: [...new Set(details.map(({ entity }) => entity))].join(', '),
    leadingKeys: [...new Set(details.flatMap(({ leadingKeys }) => leadingKeys))],
    patterns: [...new Set(details.flatMap(({ patterns }) => patterns))],
  };
}

/** The typed error for a canceled transaction of reads; others are passed on. */
export function canceled(error: unknown, parts: readonly ItemState[]): unknown {
  const found = sdkReasons(error);
  if (found === undefined) return error;
  const reasons = found.flatMap(({ Code, Message }, index): CancellationReason[] => {
    const part = parts[index];
    if (part === undefined || Code === undefined || Code === 'None') return [];
    const { plan, operation } = part;
    return [{ index, entity: plan.name, operation, reason: Code, message: Message, item: undefined }];
  });
  return new TransactionCanceled(reasons, error);
}
