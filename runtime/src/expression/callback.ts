import type { EntityPlan } from '../entity/plan.js';
import { refuseArgument } from '../errors/refuse-argument.js';
import { RequestRefused } from '../errors/request-refused.js';
import { type Condition, type Logic, logic, nodeOf } from './condition.js';
import type { ConditionNode } from './node.js';
import { referencesOf } from './reference.js';

/** The callback of `where` and `filter`: `(m, { or }) => or(m.status.eq('active'), m.note.exists())`. */
export type ConditionCallback<Attributes> = (attributes: Attributes, logic: Logic) => Condition;

/** The condition that a callback describes. The references have more than each type shows, so the cast is safe. */
export function conditionOf<Attributes>(plan: EntityPlan, callback: ConditionCallback<Attributes>): ConditionNode {
  return conditionIn(plan.name, callback, referencesOf(plan) as Attributes);
}

/** The same, of the attributes of several entities. */
export function conditionIn<Attributes>(
  what: string,
  callback: ConditionCallback<Attributes>,
  references: Attributes,
): ConditionNode {
  const found = callWith(`${what}: where() and filter()`, callback, references);
  return nodeOf(`${what}: the function of where() and filter()`, found);
}

/** Calls a callback with references. An attribute that there is not is `undefined` to a caller without types. */
export function callWith<Attributes, Result>(
  what: string,
  callback: (attributes: Attributes, logic: Logic) => Result,
  references: Attributes,
): Result {
  if (typeof callback !== 'function') refuseArgument(what, 'a function such as (m) => m.name.eq("Jane")', callback);
  try {
    return callback(references, logic);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    const names = Object.keys(references as object).join(', ');
    throw new RequestRefused(`${what}: the function failed: ${cause.message}. The attributes are ${names}.`, { cause });
  }
}
