import { hiddenIn, hide } from './hidden.js';
import { TenantryError } from './tenantry-error.js';

/** The item is not in the state that the request asked for: `create` of one that exists, `update` of none, a failed `where`. */
export class ConditionFailed extends TenantryError {
  readonly code = 'ConditionFailed';
  declare readonly entity: string;
  declare readonly operation: string;
  /** True: there is no item (HTTP 404). False: there is one (HTTP 409). Undefined where the caller may not read it. */
  declare readonly missing: boolean | undefined;

  constructor(entity: string, operation: string, key: string, item: unknown, cause: unknown, missing?: boolean) {
    super(
      `${entity} ${operation} of ${key}: ${problem(operation, missing)}.`,
      { cause },
      { entity, operation, missing },
    );
    hide(this, item);
  }

  /** The item as it was, where `returnOldOnFailure()` asked for it and there was one. No log of the error shows it. */
  get item(): unknown {
    return hiddenIn(this);
  }
}

function problem(operation: string, missing: boolean | undefined): string {
  if (missing) return 'there is no such item';
  if (missing === undefined) return 'there is no such item, or it does not fulfil the condition of the request';
  return operation === 'create'
    ? 'the item exists, or it does not fulfil the condition of the request'
    : 'the item does not fulfil the condition of the request';
}
