import { TenantryError } from './tenantry-error.js';

/** DynamoDB or the account's limits refused the request for now, after the client's own retries. Try again later. */
export class Throttled extends TenantryError {
  readonly code = 'Throttled';

  constructor(what: string, cause: unknown) {
    super(
      `${what} was throttled, after the client's own retries: try again later, or spread the load over more partitions.`,
      { cause },
    );
  }
}
