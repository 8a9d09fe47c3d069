import { TenantryError } from './tenantry-error.js';

/** A batch gave up on some entries after all retries. The others are done. */
export class UnprocessedItems extends TenantryError {
  readonly code = 'UnprocessedItems';
  /** The places in the call of the entries that were never processed. */
  readonly indexes: readonly number[];

  /** For a batch of reads: what was read, with undefined in the places of `indexes`. */
  readonly results: readonly unknown[] | undefined;

  constructor(operation: string, indexes: readonly number[], results?: readonly unknown[]) {
    super(
      `${operation}: ${indexes.length} entries were not processed after all retries (${indexes.slice(0, 10).join(', ')}${indexes.length > 10 ? ', …' : ''}). ` +
        'Send these again later; the others are done.',
    );
    this.indexes = indexes;
    this.results = results;
  }
}
