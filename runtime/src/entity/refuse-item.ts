import { DecodeFailed } from '../errors/decode-failed.js';
import { ScopeViolation } from '../errors/scope-violation.js';
import { describeKey } from './describe-key.js';
import type { StoredItem } from './encode-item.js';
import type { EntityPlan, KeyPart, KeyPlan } from './plan.js';

/** Why an item is refused: `form`, the key is of no such template; `other`, it is not the key that was asked for. */
export type KeyProblem = 'owner' | 'attribute' | 'keys' | 'form' | 'other';

/**
 * Throws `ScopeViolation`. A key of another form on a read of the table is an item of another kind: `DecodeFailed`. Names
 * the item and the attribute, never a value of a sensitive one.
 */
export function refuseItem(
  plan: EntityPlan,
  { accessPattern, index, scope }: KeyPlan,
  item: StoredItem,
  { attribute: name, template }: KeyPart,
  problem: KeyProblem,
  parameter: string = name,
): never {
  const key = describeKey(plan, item);
  const form = `is not of the form ${template.text}`;
  if (problem === 'form' && index === undefined)
    throw new DecodeFailed([{ path: name, message: form }], plan.name, key);
  const problems: { readonly [kind in KeyProblem]: string } = {
    form: `its key ${name} ${form}`,
    owner: `its key ${name} names another ${parameter} than the request`,
    attribute: `its attribute ${parameter} is not what its key ${name} says`,
    keys: `its key ${name} names another ${parameter} than its other keys`,
    other: `its key ${name} is not the one that was asked for`,
  };
  const where = index === undefined ? '' : ` through the index ${index}`;
  throw new ScopeViolation(
    `${plan.name} ${accessPattern}${where}: the item ${JSON.stringify(key)} is refused: ${problems[problem]}. ` +
      'Its key says whose it is, and not all of it agrees: find out who wrote it, then write it again or delete it.',
    { entity: plan.name, accessPattern, index, scope: scope?.name ?? 'none', key, attribute: parameter },
  );
}
