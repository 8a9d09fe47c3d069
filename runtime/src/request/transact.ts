import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type CallDetails, decodeQuietly } from '../errors/from-service.js';
import { RequestRefused } from '../errors/request-refused.js';
import { type CancellationReason, TransactionCanceled } from '../errors/transaction-canceled.js';
import { type ItemState, itemDetails } from './common.js';
import { writeDetails } from './write-common.js';

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
  };
}

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

/** The typed error for a canceled transaction; others are passed on. */
export function canceled(error: unknown, parts: readonly ItemState[]): unknown {
  const found = sdkReasons(error);
  if (found === undefined) return error;
  const reasons = found.flatMap(({ Code, Message, Item }, index): CancellationReason[] => {
    const part = parts[index];
    if (part === undefined || Code === undefined || Code === 'None') return [];
    const item = decodeQuietly(writeDetails(part, ''), Item);
    return [{ index, entity: part.plan.name, operation: part.operation, reason: Code, message: Message, item }];
  });
  return new TransactionCanceled(reasons, error);
}
