import { type Values, withComputed } from '../../entity/compute.js';
import type { StoredItem } from '../../entity/encode-item.js';
import { fixedNames } from '../../entity/fixed-names.js';
import { type ItemKey, primaryKeyOf } from '../../entity/key-values.js';
import { type EntityPlan, planOf } from '../../entity/plan.js';
import { ownerOf } from '../../entity/verify.js';
import { RequestRefused } from '../../errors/request-refused.js';
import { givenValues } from '../given-values.js';
import { bindValues, WANTED } from '../service.js';
import type { WriteState } from '../write-state.js';
import type { Context } from './operation.js';

/** The plan of an entity for a write, which must not go without what the schema has beside it. */
export function writtenPlan({ entity, sideWrites }: Context): EntityPlan {
  if (entity.sideWrites === undefined || sideWrites) return planOf(entity);
  throw new RequestRefused(
    `${entity.name}: its writes carry guards of unique attributes or of roles. Pass \`sideWrites\` to pick() as well.`,
  );
}

/** Binds what a caller gave to the session's scope. */
export function boundValues(
  { service }: Context,
  plan: EntityPlan,
  operation: string,
  given: Values | undefined,
): Values {
  const what = `${plan.name} ${operation}`;
  const values = given && givenValues(plan, what, WANTED, given);
  return bindValues(service, plan.scope, values, what);
}

/** The state of a request for the item of this key. */
export function keyedState(
  context: Context,
  plan: EntityPlan,
  operation: string,
  given: Values | undefined,
): WriteState {
  const values = boundValues(context, plan, operation, given);
  return itemState(context, plan, operation, values, primaryKeyOf(plan, operation, values));
}

export function itemState(
  { service, sideWrites }: Context,
  plan: EntityPlan,
  operation: string,
  values: Values,
  key: ItemKey,
): WriteState {
  const owner = ownerOf(plan.scope, values);
  return { service, plan, operation, key, owner, ...(sideWrites && { sideWrites }) };
}

/** The state of a request that writes this item. */
export function writtenState(
  context: Context,
  plan: EntityPlan,
  operation: string,
  values: Values,
  item: StoredItem,
): WriteState {
  return itemState(context, plan, operation, ownerValues(plan, item, values), keyIn(plan, item));
}

/** The parameters that no update changes, computed ones included. */
export function fixedValues(plan: EntityPlan, named: Values): Values {
  const values = withComputed(plan.byName, named, plan.attributes, () => {});
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
