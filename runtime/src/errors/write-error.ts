import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { ConditionFailed } from './condition-failed.js';
import type { CallDetails } from './from-service.js';
import { ItemTooLarge } from './item-too-large.js';
import { RequestRefused } from './request-refused.js';

/** The typed error for an error of the SDK that only a write gets. */
export function writeError(error: Error, call: CallDetails): unknown {
  const { name, message } = error;
  const { entity, operation, key = '' } = call;
  const what = `${entity} ${operation}`;
  if (name === 'ConditionalCheckFailedException') {
    const { Item: old } = error as { Item?: { [name: string]: AttributeValue } };
    return (
      call.conflict?.(old, error) ??
      new ConditionFailed(entity, operation, key, decodeQuietly(call, old), error, call.missing?.(old))
    );
  }
  if (name !== 'ValidationException') return error;
  if (message.includes('document path'))
    return new RequestRefused(
      `${what} of ${key}: it changes a place inside of an attribute that the item does not have. Set the attribute as a whole, or say where((item) => item.attribute.exists()).`,
      { cause: error },
    );
  // The second is how an engine for tests says it.
  if (/incorrect data type|requires two list operands/i.test(message))
    return new RequestRefused(
      `${what} of ${key}: a stored value is of another type than this change is for. Set the attribute as a whole.`,
      { cause: error },
    );
  if (/significant digits|number (over|under)flow/i.test(message))
    return new RequestRefused(
      `${what} of ${key}: a sum would have more than 38 digits, or lie outside of the range that DynamoDB stores.`,
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
