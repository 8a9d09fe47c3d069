import { ScopeViolation } from '../errors/scope-violation.js';
import type { StoredItem } from './encode-item.js';
import type { ScopeDefinition } from './entity.js';
import type { EntityPlan, KeyPlan } from './plan.js';

/** The scope that a request lies in, and the value of its parameter that the request names. */
export interface Owner {
  readonly scope: ScopeDefinition | undefined;
  /** Absent for a public scope and outside of scopes. */
  readonly value?: string;
}

/** The owner of a key, from the parameters that a caller named. */
export function ownerOf(scope: ScopeDefinition | undefined, values: { readonly [name: string]: unknown }): Owner {
  const value = scope?.parameter === undefined ? undefined : values[scope.parameter];
  return typeof value === 'string' ? { scope, value } : { scope };
}

/**
 * Refuses an item of another owner. IAM checks the key that a request names, not the items that come back:
 * `verifyThroughIndex` has what an index needs besides.
 */
export function verifyOwner(plan: EntityPlan, source: KeyPlan, owner: Owner, item: StoredItem): void {
  const parameter = owner.scope?.parameter;
  if (parameter === undefined || owner.value === undefined) return;
  const stored = plan.byName.get(parameter)?.stored;
  const named = stored === undefined ? undefined : item[stored]?.S;
  if (named !== undefined && named !== owner.value) refuseForeign(plan, source, owner, parameter);
}

export function refuseForeign(
  { name }: EntityPlan,
  { accessPattern, index }: KeyPlan,
  { scope }: Owner,
  what: string,
): never {
  const where = index === undefined ? '' : ` through the index ${index}`;
  const message =
    `${name} ${accessPattern}${where}: an item was found whose ${what} belongs to another owner of the scope ${scope?.name}. ` +
    'It is refused: someone wrote this key into an item that is not of this scope.';
  throw new ScopeViolation(message, { entity: name, accessPattern, index, scope: scope?.name ?? 'none' });
}
