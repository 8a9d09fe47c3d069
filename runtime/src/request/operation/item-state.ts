import { type Values, withComputed } from '../../entity/compute.js';
import type { StoredItem } from '../../entity/encode-item.js';
import type { EntityDefinition } from '../../entity/entity.js';
import { fixedNames } from '../../entity/fixed-names.js';
import { type ItemKey, primaryKeyOf } from '../../entity/key-values.js';
import { type EntityPlan, planOf } from '../../entity/plan.js';
import { ownerOf } from '../../entity/verify.js';
import { RequestRefused } from '../../errors/request-refused.js';
import type { ItemState } from '../common.js';
import { givenValues } from '../given-values.js';
import { bindValues, type Service, WANTED } from '../service.js';

/** The plan of an entity for a write, which must not go without what the schema has beside it. */
export function writtenPlan(entity: EntityDefinition): EntityPlan {
  const plan = planOf(entity);
  if (entity.together === undefined || plan.together) return plan;
  throw new RequestRefused(
    `${entity.name}: its writes carry guards of unique attributes or of roles. Pass \`together\` to pick() as well.`,
  );
}

/** Binds what a caller gave to the session's scope. */
export function boundValues(service: Service, plan: EntityPlan, operation: string, given: Values | undefined): Values {
  const what = `${plan.name} ${operation}`;
  const values = given && givenValues(plan, what, WANTED, given);
  return bindValues(service, plan.scope, values, what);
}

/** The state of a request for the item of this key. */
export function keyedState(
  service: Service,
  plan: EntityPlan,
  operation: string,
  given: Values | undefined,
): ItemState {
  const values = boundValues(service, plan, operation, given);
  return itemState(service, plan, operation, values, primaryKeyOf(plan, operation, values));
}

export function itemState(
  service: Service,
  plan: EntityPlan,
  operation: string,
  values: Values,
  key: ItemKey,
): ItemState {
  return { service, plan, operation, key, owner: ownerOf(plan.scope, values) };
}

/** The state of a request that writes this item. */
export function writtenState(
  service: Service,
  plan: EntityPlan,
  operation: string,
  values: Values,
  item: StoredItem,
): ItemState {
  return itemState(service, plan, operation, ownerValues(plan, item, values), keyIn(plan, item));
}

/** The parameters that no update changes, computed ones included. */
export function fixedValues(plan: EntityPlan, named: Values): Values {
  const values = withComputed(plan, named, plan.attributes, () => {});
  const fixed: { [name: string]: unknown } = {};
  for (const name of fixedNames(plan)) if (values[name] !== undefined) fixed[name] = values[name];
  return fixed;
}

/** The primary key in an encoded item. */
function keyIn({ primary: { partition, sort } }: EntityPlan, item: StoredItem): ItemKey {
  const names = sort ? [partition.attribute, sort.attribute] : [partition.attribute];
  return Object.fromEntries(names.map((name) => [name, item[name]])) as ItemKey;
}

/** The scope parameter may have been generated, as a new tenant's id is. */
function ownerValues({ scope, byName }: EntityPlan, stored: StoredItem, values: Values): Values {
  const parameter = scope?.parameter;
  const attribute = parameter === undefined ? undefined : byName.get(parameter);
  if (parameter === undefined || attribute === undefined) return values;
  return { [parameter]: stored[attribute.stored]?.S };
}
