import type { EntityPlan } from '../entity/plan.js';
import { type Condition, type Logic, logic } from './condition.js';
import type { ConditionNode } from './node.js';
import { referencesOf } from './reference.js';

/** What `where` and `filter` take: `(m, { or }) => or(m.status.eq('active'), m.note.exists())`. */
export type ConditionCallback<Attributes> = (attributes: Attributes, logic: Logic) => Condition;

/** The condition that a callback describes. The references have more than each type shows, so the cast is safe. */
export function conditionOf<Attributes>(plan: EntityPlan, callback: ConditionCallback<Attributes>): ConditionNode {
  return callback(referencesOf(plan) as Attributes, logic).node;
}
