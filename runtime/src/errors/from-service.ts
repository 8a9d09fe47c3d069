import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { AccessDenied } from './access-denied.js';
import { ConditionFailed } from './condition-failed.js';
import { ItemTooLarge } from './item-too-large.js';
import { RequestRefused } from './request-refused.js';
import type { TenantryError } from './tenantry-error.js';
import { Throttled } from './throttled.js';

/** What a message about a failed call says of it. */
export interface CallDetails {
  /** The entity or collection, or several joined by a comma. */
  readonly entity: string;
  /** `get`, `create`, `query`, … */
  readonly operation: string;
  /** The IAM action that the call is checked as. */
  readonly action: string;
  /** The table's real name, and the index behind a slash. */
  readonly resource: string;
  /** Without sensitive parts. */
  readonly leadingKeys: readonly string[];
  /** What a role that reaches these keys allows. */
  readonly patterns: readonly string[];
  /** The item's key for messages, without sensitive parts. */
  readonly key?: string;
  /** Reads the old item that came with a failed condition. */
  readonly decodeOld?: (item: { [name: string]: AttributeValue }) => unknown;
  /** The more telling error for a failed condition, judged by the old item; undefined where there is none. */
  readonly conflict?: (
    item: { [name: string]: AttributeValue } | undefined,
    cause: unknown,
  ) => TenantryError | undefined;
}

const THROTTLES = ['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded'];

/** The typed error for an error of the SDK; errors without a type of ours are passed on as they are. */
export function fromServiceError(error: unknown, call: CallDetails): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message } = error;
  const { entity, operation, key = '' } = call;
  const what = `${entity} ${operation}`;
  if (name === 'ConditionalCheckFailedException') {
    const { Item: old } = error as { Item?: { [name: string]: AttributeValue } };
    return call.conflict?.(old, error) ?? new ConditionFailed(entity, operation, key, decodeQuietly(call, old), error);
  }
  if (name === 'AccessDeniedException') return new AccessDenied(call, error);
  if (THROTTLES.includes(name)) return new Throttled(what, error);
  if (name !== 'ValidationException') return error;
  if (message.includes('document path'))
    return new RequestRefused(
      `${what} of ${key}: it changes a place inside of an attribute that the item does not have. Set the attribute as a whole, or say where((item) => item.attribute.exists()).`,
      { cause: error },
    );
  return /item size .*exceeded/i.test(message) ? new ItemTooLarge(what, error) : error;
}

/** An old item that does not decode must not hide why the write failed. */
export function decodeQuietly(call: CallDetails, old: { [name: string]: AttributeValue } | undefined): unknown {
  try {
    return old && call.decodeOld?.(old);
  } catch {
    return undefined;
  }
}
