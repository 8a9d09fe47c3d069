import type { Values } from '../../entity/compute.js';
import { fixedNames } from '../../entity/fixed-names.js';
import { UpdateRequest } from '../update.js';
import { upsertActions } from '../upsert.js';
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
