import { TenantryError } from './tenantry-error.js';

/** The item is not in the state that the request asked for: `create` of one that exists, `update` of none, a failed `where`. */
export class ConditionFailed extends TenantryError {
  readonly code = 'ConditionFailed';
  declare readonly entity: string;
  declare readonly operation: string;
  /** The item as it was, where `returnOldOnFailure()` asked for it and there was one. */
  declare readonly item: unknown;

  constructor(entity: string, operation: string, key: string, item: unknown, cause: unknown) {
    super(
      `${entity} ${operation} of ${key}: the item does not fulfil the condition of the request.`,
      { cause },
      { entity, operation, item },
    );
  }
}
