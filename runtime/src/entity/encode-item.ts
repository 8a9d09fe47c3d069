import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { ReportValue } from '../codec/attribute.js';
import { generateValue } from '../codec/generate.js';
import { propertyOf } from '../codec/map.js';
import { ofStoredDepth } from '../codec/nesting.js';
import { collectProblems } from '../errors/collect.js';
import type { AttributePlan } from './attribute-plan.js';
import { type Values, withComputed } from './compute.js';
import { indexesOf, ownParts } from './index-plans.js';
import { keyOf, keyText } from './key-values.js';
import type { EntityPlan, KeyPlan } from './plan.js';

/** An item as DynamoDB stores it. */
export type StoredItem = { [name: string]: AttributeValue };

/** The whole item for `create` and `put`: defaults, generated and computed attributes, keys, index keys and the marker. */
export function encodeItem(plan: EntityPlan, operation: string, input: Values, now: number): StoredItem {
  const problems = collectProblems(plan.name, operation);
  const { report } = problems;
  refuseUnknown(plan, input, report);
  const given = withInitial(plan, operation, input, now);
  const values = withComputed(plan.byName, given, plan.attributes, report);
  const item: StoredItem = {};
  for (const { label, stored, type, optional, virtual } of plan.attributes) {
    if (virtual) continue;
    const value = values[label];
    if (value === undefined) {
      if (!optional) report({ path: label, message: 'is missing' });
      continue;
    }
    const encoded = ofStoredDepth(type.encode(value, label, report), label, report);
    if (encoded !== undefined) item[stored] = encoded;
  }
  // Problems of attributes are told once, not again for each key that they stand in.
  problems.finish();
  Object.assign(item, keyOf(plan, plan.primary, values, report));
  for (const index of indexesOf(plan)) {
    if (isComplete(index, values)) addIndexKey(plan, index, values, item, report);
  }
  problems.finish();
  if (plan.version) item[plan.version.stored] = { N: String(expectedVersion(plan, operation, input) + 1) };
  if (plan.table.marker !== undefined) item[plan.table.marker] = { S: plan.name };
  return item;
}

/** The version that a written item says to replace: what was read, 0 for a new item. */
export function expectedVersion({ version }: EntityPlan, operation: string, input: Values): number {
  const given = version && input[version.label];
  return typeof given === 'number' && operation === 'put' ? given : 0;
}

/**
 * Adds what was not given. A `put` writes over what was read before, and so its time of the last update is not the one that
 * was read; `create` keeps a given one, for items that come from elsewhere.
 */
function withInitial(plan: EntityPlan, operation: string, input: Values, now: number): Values {
  const values: { [name: string]: unknown } = {};
  for (const attribute of plan.attributes) {
    const { label, generate } = attribute;
    const given = generate === 'updated' && operation === 'put' ? undefined : propertyOf(input, label);
    const value = given === undefined ? initialValue(attribute, now) : given;
    if (value !== undefined) values[label] = value;
  }
  return values;
}

/** The value of an attribute that was not given at a write that may create the item. */
function initialValue({ generate, default: fixed, type }: AttributePlan, now: number): unknown {
  if (generate !== undefined) return generateValue(generate, now, type);
  return fixed !== undefined ? fixed : type.initial?.(now);
}

function refuseUnknown(plan: EntityPlan, input: Values, report: ReportValue): void {
  for (const name of Object.keys(input)) {
    if (plan.byName.has(name)) continue;
    // An item of a collection carries its type, and may be written back as it is.
    if (name === plan.table.marker && input[name] === plan.name) continue;
    report({ path: name, message: `is not an attribute of ${plan.name}` });
  }
}

/** Returns whether an index holds items with these values: one without an optional part is left out of it. */
function isComplete(index: KeyPlan, values: Values): boolean {
  return [...index.partition.attributes, ...(index.sort?.attributes ?? [])].every(
    ({ label }) => values[label] !== undefined,
  );
}

function addIndexKey(plan: EntityPlan, index: KeyPlan, values: Values, item: StoredItem, report: ReportValue): void {
  for (const part of ownParts(plan, index)) {
    const text = keyText(part, values, report);
    if (text !== undefined) item[part.attribute] = { S: text };
  }
}
