import { TenantryError } from './tenantry-error.js';

/** A transaction of another caller held the item at every attempt. Nothing was written. Try again later. */
export class TransactionConflict extends TenantryError {
  readonly code = 'TransactionConflict';

  constructor(what: string, cause: unknown) {
    super(`${what}: another transaction is writing the item. Nothing was written. Try again later.`, { cause });
  }
}
