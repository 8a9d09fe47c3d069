import { TenantryError } from './tenantry-error.js';

export const KEEPS_CHANGING = 'other writes keep changing the item';

/** A transaction of another caller held the item, or other writes changed it, at every attempt. Nothing was written. Try again later. */
export class TransactionConflict extends TenantryError {
  readonly code = 'TransactionConflict';

  constructor(what: string, cause: unknown, reason = 'another transaction is writing the item') {
    super(`${what}: ${reason}. Nothing was written. Try again later.`, { cause });
  }
}
