import type { AttributePlan } from '../../entity/attribute-plan.js';
import type { Values } from '../../entity/compute.js';
import { encodeItem, type StoredItem } from '../../entity/encode-item.js';
import { fixedNames } from '../../entity/fixed-names.js';
import type { EntityPlan } from '../../entity/plan.js';
import type { UpdateAction } from '../../expression/update.js';
import { UpdateRequest } from '../update.js';
import { boundValues, fixedValues, writtenPlan, writtenState } from './item-state.js';
import type { Operation } from './operation.js';

export const upsert: Operation<'upsert'> = (context, accessor) => {
  accessor.upsert = (given: Values) => {
    const plan = writtenPlan(context);
    const values = boundValues(context, plan, 'upsert', given);
    const { item, actions } = upsertActions(plan, values, Date.now());
    const named = Object.fromEntries(
      plan.attributes.flatMap(({ label, stored, type }) => {
        const value = fixedNames(plan).has(label) ? item[stored] : undefined;
        return value === undefined ? [] : [[label, type.decode(value, label)]];
      }),
    );
    const state = writtenState(context, plan, 'upsert', values, item);
    return new UpdateRequest({ ...state, named: fixedValues(plan, named), actions, creates: true });
  };
};

/**
 * The changes of an upsert. What the caller gives is set; defaults, new ids and times, and what is set once, only where
 * there is nothing yet.
 */
function upsertActions(
  plan: EntityPlan,
  given: Values,
  now: number,
): { readonly item: StoredItem; readonly actions: readonly UpdateAction[] } {
  const item = encodeItem(plan, 'upsert', given, now);
  const actions = plan.attributes.flatMap((attribute): UpdateAction[] => {
    const { label, stored, type } = attribute;
    const value = item[stored];
    if (value === undefined || isDerived(plan, attribute)) return [];
    const said = fixedNames(plan).has(label) || (given[label] !== undefined && !isOnce(attribute));
    const shared = { attribute, path: [stored], value, given: type.decode(value, label) };
    return [said ? { ...shared, kind: 'set' } : { ...shared, kind: 'setIfNotExists', implicit: true }];
  });
  return { item, actions };
}

/** Returns whether every update writes the attribute by itself. */
const isDerived = (plan: EntityPlan, attribute: AttributePlan): boolean =>
  attribute === plan.version ||
  (attribute.computed !== undefined && !fixedNames(plan).has(attribute.label)) ||
  attribute.generate === 'updated';

const isOnce = ({ readonly, generate }: AttributePlan): boolean => readonly === true || generate === 'created';
