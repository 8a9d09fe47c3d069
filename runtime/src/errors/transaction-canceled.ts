import { TenantryError } from './tenantry-error.js';

/** Why one entry stood in the way; absent code means that it did not. */
export interface CancellationReason {
  /** The place of the entry in the call. */
  readonly index: number;
  readonly entity: string;
  readonly operation: string;
  /** DynamoDB's word (`ConditionalCheckFailed`, `TransactionConflict`, `ThrottlingError`, …), or the code of `error`. */
  readonly reason: string;
  readonly message: string | undefined;
  /** The item as it was, where the entry asked for it. No log of the error shows it. */
  readonly item: unknown;
  /** The error that the entry alone would have thrown, where there is one: `VersionConflict`, `UniqueViolation`, … */
  readonly error?: TenantryError | undefined;
}

/** The reason with an item that is read by its name alone: logs and copies leave it out. */
export const withItem = (reason: Omit<CancellationReason, 'item'>, item: unknown): CancellationReason =>
  Object.defineProperty(reason, 'item', { get: () => item }) as CancellationReason;

/** Nothing of the transaction was written or read. */
export class TransactionCanceled extends TenantryError {
  readonly code = 'TransactionCanceled';
  /** Only the entries that stood in the way. */
  declare readonly reasons: readonly CancellationReason[];

  constructor(reasons: readonly CancellationReason[], cause: unknown) {
    const each = reasons.map(
      ({ index, entity, operation, reason }) => `entry ${index} (${entity} ${operation}): ${reason}`,
    );
    super(`The transaction was canceled, nothing was done. ${each.join('; ')}.`, { cause }, { reasons });
  }
}
