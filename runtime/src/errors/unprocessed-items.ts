import { hiddenIn, hide } from './hidden.js';
import { TenantryError } from './tenantry-error.js';

/** A batch gave up on some entries after all retries. The others are done. */
export class UnprocessedItems extends TenantryError {
  readonly code = 'UnprocessedItems';
  /** The places in the call of the entries that were never processed. */
  declare readonly indexes: readonly number[];

  /** Why, by place: for entries that failed with an error of their own, such as `VersionConflict`. */
  declare readonly errors: ReadonlyMap<number, unknown>;

  constructor(
    operation: string,
    indexes: readonly number[],
    results?: readonly unknown[],
    errors: ReadonlyMap<number, unknown> = new Map(),
  ) {
    const [first] = errors.values();
    const why = first instanceof Error ? ` ${first.message}` : '';
    super(
      `${operation}: ${indexes.length} entries were not processed (${indexes.slice(0, 10).join(', ')}${indexes.length > 10 ? ', …' : ''}); the others are done.${why || ' Send these again later.'}`,
      first === undefined ? undefined : { cause: first },
      { errors, indexes },
    );
    hide(this, results);
  }

  /** For a batch of reads: what was read, with undefined in the places of `indexes`. No log of the error shows it. */
  get results(): readonly unknown[] | undefined {
    return hiddenIn(this) as readonly unknown[] | undefined;
  }
}
