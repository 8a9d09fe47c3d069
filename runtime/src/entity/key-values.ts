import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { ReportValue } from '../codec/attribute.js';
import { collectProblems } from '../errors/collect.js';
import { buildKey, type KeyParts } from '../key/build.js';
import { isCutDate } from '../key/format.js';
import { GUARD_PREFIX } from '../key/reserved.js';
import type { Values } from './compute.js';
import type { EntityPlan, KeyPart, KeyPlan } from './plan.js';

/** An item's key as DynamoDB takes it. All key attributes are of type S. */
export type ItemKey = { [attribute: string]: AttributeValue.SMember };

/** The texts of a key's parameters, from values as callers pass them. */
export function partsOf({ template, attributes }: KeyPart, values: Values, report: ReportValue): KeyParts {
  const parts: { [parameter: string]: string | undefined } = {};
  for (let i = 0; i < attributes.length; i++) {
    const parameter = template.parameters[i];
    const value = parameter && values[parameter.name];
    if (parameter === undefined || value === undefined) continue;
    const { name, format } = parameter;
    // A cut date that `match` returns is not a full date, but it is all that the key needs.
    const cut = format.kind === 'date' && typeof value === 'string' && isCutDate(value, format.pattern);
    parts[name] = cut ? value : attributes[i]?.type.toKeyPart?.(value, name, report);
  }
  return parts;
}

/** The values with those computed ones that a key attribute is made of. */
export const filledFor = (plan: EntityPlan, { attributes }: KeyPart, values: Values, report: ReportValue): Values =>
  plan.definition.withComputed?.(plan.byName, values, attributes, report) ?? values;

/** The text of one key attribute; undefined when a problem was reported. */
export function keyText(part: KeyPart, values: Values, report: ReportValue): string | undefined {
  let sound = true;
  const parts = partsOf(part, values, (problem) => {
    sound = false;
    report(problem);
  });
  return sound ? buildKey(part.template, parts, part.role, report) : undefined;
}

/** The primary key for values that hold its parameters; others are ignored. Throws `ValidationFailed`. */
export function primaryKeyOf(plan: EntityPlan, operation: string, values: Values): ItemKey {
  const problems = collectProblems(plan.name, operation);
  const key = keyOf(plan, plan.primary, values, problems.report);
  problems.finish();
  return key;
}

/** The key attributes of the table or an index. Incomplete when a problem was reported. */
export function keyOf(plan: EntityPlan, keyPlan: KeyPlan, values: Values, report: ReportValue): ItemKey {
  const { partition, sort } = keyPlan;
  const key: ItemKey = {};
  for (const part of sort ? [partition, sort] : [partition]) {
    const text = keyText(part, filledFor(plan, part, values, report), report);
    if (text !== undefined) key[part.attribute] = { S: text };
    if (part === plan.primary.sort && text?.startsWith(GUARD_PREFIX)) refuseReserved(part, report);
  }
  return key;
}

/**
 * Else an id could name a guard item: deleting it would let a second item have the value, creating it would block the first.
 */
function refuseReserved({ template, attributes: [first] }: KeyPart, report: ReportValue): void {
  report({
    path: first?.label ?? template.text,
    message: `begins the sort key ${template.text} with ${JSON.stringify(GUARD_PREFIX)}, which is reserved for guard items of unique attributes: use another value`,
  });
}
