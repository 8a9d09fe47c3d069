import { TenantryError } from './tenantry-error.js';

/** The idempotency token was used within the last ten minutes for a transaction with other parameters. */
export class IdempotencyMismatch extends TenantryError {
  readonly code = 'IdempotencyMismatch';

  constructor(cause: unknown) {
    super(
      'transactWrite: the idempotency token was used within the last ten minutes for other parameters. Nothing was written now; the first transaction stands. ' +
        'To repeat a transaction, send the same request object again: it keeps its generated values and what it read. ' +
        'In another process, pass ids, times and every value explicitly. For another transaction, use another token.',
      { cause },
    );
  }
}
