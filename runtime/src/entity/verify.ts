import { ScopeViolation } from '../errors/scope-violation.js';
import { matchKey } from '../key/match.js';
import type { StoredItem } from './encode-item.js';
import type { ScopeDefinition } from './entity.js';
import { addParameters, type Parameters } from './parameters.js';
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
 * Refuses an item of another owner. IAM checks the key that a request names, not the items that come back: through an
 * index, another tenant can offer an item of its own under this tenant's index key.
 */
export function verifyOwner(plan: EntityPlan, source: KeyPlan, owner: Owner, item: StoredItem): void {
  const parameter = owner.scope?.parameter;
  if (parameter !== undefined && owner.value !== undefined) {
    const stored = plan.byName.get(parameter)?.stored;
    const named = stored === undefined ? undefined : item[stored]?.S;
    if (named !== undefined && named !== owner.value) violation(plan, source, owner, parameter);
  }
  if (source.index === undefined) return;
  if (sameScope(plan.scope, source.scope)) verifyPartition(plan, source, owner, item);
  else verifyKeys(plan, source, owner, item);
}

function sameScope(a: ScopeDefinition | undefined, b: ScopeDefinition | undefined): boolean {
  return a?.name === b?.name && a?.parameter === b?.parameter;
}

/** The item's own partition must be of the same owner as the index partition. */
function verifyPartition(plan: EntityPlan, source: KeyPlan, owner: Owner, item: StoredItem): void {
  if (owner.scope?.parameter === undefined) return;
  const { partition } = plan.primary;
  const key = item[partition.attribute]?.S;
  const parts = key === undefined ? undefined : matchKey(partition.template, key);
  if (parts?.[owner.scope.parameter] !== owner.value || owner.value === undefined)
    violation(plan, source, owner, partition.attribute);
}

/** An index of another scope: all that the item's keys and attributes say of the same parameter must agree. */
function verifyKeys(plan: EntityPlan, source: KeyPlan, owner: Owner, item: StoredItem): void {
  const found: Parameters = {};
  for (const part of [plan.primary.partition, plan.primary.sort, source.partition, source.sort]) {
    if (part === undefined) continue;
    const key = item[part.attribute]?.S;
    if (key === undefined || addParameters(found, part, key) !== undefined)
      violation(plan, source, owner, part.attribute);
  }
  for (const [name, value] of Object.entries(found)) {
    const attribute = plan.byName.get(name);
    const stored = attribute && item[attribute.stored];
    if (attribute === undefined || stored?.S === undefined || typeof value !== 'string') continue;
    if (!agreesWithKey(stored.S, value)) violation(plan, source, owner, name);
  }
  const parameter = owner.scope?.parameter;
  if (parameter !== undefined && found[parameter] !== owner.value) violation(plan, source, owner, parameter);
}

/** A key holds the value itself, lowered, or (a date) its beginning. */
const agreesWithKey = (stored: string, key: string): boolean =>
  stored === key || stored.toLowerCase() === key || (/^\d{4}/.test(key) && stored.startsWith(key));

function violation({ name }: EntityPlan, { accessPattern, index }: KeyPlan, { scope }: Owner, what: string): never {
  const where = index === undefined ? '' : ` through the index ${index}`;
  const message =
    `${name} ${accessPattern}${where}: an item was found whose ${what} belongs to another owner of the scope ${scope?.name}. ` +
    'It is refused: someone wrote this key into an item that is not of this scope.';
  throw new ScopeViolation(message, { entity: name, accessPattern, index, scope: scope?.name ?? 'none' });
}
