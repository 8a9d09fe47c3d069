import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { AccessDenied } from './access-denied.js';
import type { TenantryError } from './tenantry-error.js';
import { Throttled } from './throttled.js';

/** The facts of a failed call for its message. */
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
  /** The key patterns of a role that may reach these keys. */
  readonly patterns: readonly string[];
  /** The item's key for messages, without sensitive parts. */
  readonly key?: string;
  /** The typed error of those that writes alone get: `writeError`. */
  readonly ofWrite?: (error: Error, call: CallDetails) => unknown;
  /** Tells by the old item that came with a failed condition whether there was none; undefined where that is not known. */
  readonly missing?: (item: { [name: string]: AttributeValue } | undefined) => boolean | undefined;
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
  if (error.name === 'AccessDeniedException') return new AccessDenied(call, error);
  if (THROTTLES.includes(error.name)) return new Throttled(`${call.entity} ${call.operation}`, error);
  return call.ofWrite ? call.ofWrite(error, call) : error;
}
