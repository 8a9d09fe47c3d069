import { isPlain, propertyOf } from '../codec/map.js';
import type { Values } from '../entity/compute.js';
import type { EntityPlan } from '../entity/plan.js';
import { asValues } from '../errors/refuse-argument.js';

/** Returns the attributes that a caller gave; those of an object with a class may be getters. */
export function givenValues(plan: EntityPlan, what: string, wanted: string, given: Values): Values {
  const isPlainGiven: boolean = isPlain(given);
  if (isPlainGiven) return given;
  const values: { [name: string]: unknown } = { ...asValues(what, wanted, given) };
  for (const { label } of plan.attributes) {
    const value = propertyOf(given, label);
    if (value !== undefined) values[label] = value;
  }
  return values;
}
