import { TenantryError } from './tenantry-error.js';

/** The item would exceed 400 KB, names and values together. Source: DynamoDB Developer Guide, "Constraints: Items". */
export class ItemTooLarge extends TenantryError {
  readonly code = 'ItemTooLarge';

  constructor(what: string, cause?: unknown) {
    super(`${what}: the item would be larger than 400 KB. Keep large values in object storage and a reference here.`, {
      cause,
    });
  }
}
