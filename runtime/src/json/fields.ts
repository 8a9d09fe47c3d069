import type { ReportValue } from '../codec/attribute.js';
import { ofStoredDepth } from '../codec/nesting.js';
import type { AttributePlan } from '../entity/attribute-plan.js';
import type { EntityPlan } from '../entity/plan.js';
import { fromJson } from './from-json.js';

export const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The values of attributes from an object of JSON, checked as a write checks them. Reports every problem. */
export function decodeFields(
  plan: EntityPlan,
  attributes: readonly AttributePlan[],
  given: { readonly [name: string]: unknown },
  isOptional: (attribute: AttributePlan) => boolean,
  report: ReportValue,
): { readonly [name: string]: unknown } {
  const values: { [name: string]: unknown } = {};
  for (const attribute of attributes) {
    const { label, type } = attribute;
    const json = Object.hasOwn(given, label) ? given[label] : undefined;
    if (json === undefined) {
      if (!isOptional(attribute)) report({ path: label, message: 'is missing' });
      continue;
    }
    let sound = true;
    const value = fromJson(type, json, label, (problem) => {
      sound = false;
      report(problem);
    });
    if (!sound) continue;
    ofStoredDepth(type.encode(value, label, report), label, report);
    values[label] = value;
  }
  for (const name of Object.keys(given)) {
    if (attributes.some(({ label }) => label === name)) continue;
    const known = plan.byName.has(name);
    report({ path: name, message: known ? 'cannot be given here' : `is not an attribute of ${plan.name}` });
  }
  return values;
}
