import { matchKey } from '../key/match.js';
import type { StoredItem } from './encode-item.js';
import type { ScopeDefinition } from './entity.js';
import { addParameters, type Parameters } from './parameters.js';
import type { EntityPlan, KeyPlan } from './plan.js';
import { type Owner, refuseForeign, verifyOwner } from './verify.js';

/**
 * Refuses an item of another owner: through an index, another tenant can offer an item of its own under this tenant's
 * index key.
 */
export function verifyThroughIndex(plan: EntityPlan, source: KeyPlan, owner: Owner, item: StoredItem): void {
  verifyOwner(plan, source, owner, item);
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
    refuseForeign(plan, source, owner, partition.attribute);
}

/** An index of another scope: all that the item's keys and attributes say of the same parameter must agree. */
function verifyKeys(plan: EntityPlan, source: KeyPlan, owner: Owner, item: StoredItem): void {
  const found: Parameters = {};
  for (const part of [plan.primary.partition, plan.primary.sort, source.partition, source.sort]) {
    if (part === undefined) continue;
    const key = item[part.attribute]?.S;
    if (key === undefined || addParameters(found, part, key) !== undefined)
      refuseForeign(plan, source, owner, part.attribute);
  }
  for (const [name, value] of Object.entries(found)) {
    const attribute = plan.byName.get(name);
    const stored = attribute && item[attribute.stored];
    if (attribute === undefined || stored?.S === undefined || typeof value !== 'string') continue;
    if (!agreesWithKey(stored.S, value)) refuseForeign(plan, source, owner, name);
  }
  const parameter = owner.scope?.parameter;
  if (parameter !== undefined && found[parameter] !== owner.value) refuseForeign(plan, source, owner, parameter);
}

/** A key holds the value itself, lowered, or (a date) its beginning. */
const agreesWithKey = (stored: string, key: string): boolean =>
  stored === key || stored.toLowerCase() === key || (/^\d{4}/.test(key) && stored.startsWith(key));
