import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AttributeType, ReportValue, Step, ValueProblem } from '../codec/attribute.js';
import { list } from '../codec/list.js';
import { ofStoredDepth } from '../codec/nesting.js';
import { refuseType } from '../codec/refuse.js';
import type { AttributePlan } from '../entity/attribute-plan.js';
import { fixedNames } from '../entity/fixed-names.js';
import type { EntityPlan } from '../entity/plan.js';
import { collectProblems } from '../errors/collect.js';
import { RequestRefused } from '../errors/request-refused.js';
import { callWith } from '../expression/callback.js';
import type { Path } from '../expression/node.js';
import { Reference, referencesOf } from '../expression/reference.js';
import type { UpdateAction } from '../expression/update.js';
import { givenValues } from './given-values.js';
import { guardOf, type PlaceChange, type PlaceReading, readingsAt } from './update-places.js';

/** The methods of an update; `subtract` and `addToSet` become DynamoDB's ADD. */
export type UpdateMethod =
  | 'set'
  | 'setIfNotExists'
  | 'append'
  | 'prepend'
  | 'add'
  | 'subtract'
  | 'addToSet'
  | 'deleteFromSet'
  | 'remove';

/** Where a change goes, by the names of the schema. */
interface Place {
  readonly attribute: AttributePlan;
  readonly steps: readonly Step[];
  readonly label: string;
}

/** The changes of `set({ … })`, `add({ … })` and so on: one for each attribute that the caller names. */
export function patchActions(
  plan: EntityPlan,
  method: UpdateMethod,
  patch: { readonly [name: string]: unknown },
): UpdateAction[] {
  const given = givenValues(plan, `${plan.name} update: ${method}()`, 'an object of attributes', patch);
  const problems = collectProblems(plan.name, 'update');
  const actions = Object.entries(given).flatMap(([name, value]) => {
    const attribute = plan.byName.get(name);
    if (attribute === undefined) {
      problems.report({ path: name, message: `is not an attribute of ${plan.name}` });
      return [];
    }
    return makeAction(plan, method, { attribute, steps: [], label: name }, value, problems.report);
  });
  problems.finish();
  return actions;
}

/** The change of `set((m) => m.address.city, 'Paris')` and so on. */
export function placeAction(
  plan: EntityPlan,
  method: UpdateMethod,
  choose: (attributes: never) => unknown,
  value: unknown,
): UpdateAction[] {
  const reference = callWith(`${plan.name} update: ${method}()`, choose, referencesOf(plan) as never);
  if (!(reference instanceof Reference))
    throw new RequestRefused(`${plan.name} update: ${method}() takes (m) => m.attribute.`);
  const { path, steps, label } = reference.target;
  const attribute = plan.attributes.find(({ stored }) => stored === path[0]);
  if (attribute === undefined) throw new RequestRefused(`${plan.name} has no attribute ${label}.`);
  const problems = collectProblems(plan.name, 'update');
  const actions = makeAction(plan, method, { attribute, steps, label }, value, problems.report);
  problems.finish();
  return actions;
}

function makeAction(
  plan: EntityPlan,
  method: UpdateMethod,
  { attribute, steps, label }: Place,
  given: unknown,
  report: ReportValue,
): UpdateAction[] {
  const problem =
    unchangeable(plan, attribute) ??
    (method !== 'remove' && given === undefined ? 'is undefined: to take it away, say remove()' : undefined);
  if (problem !== undefined) {
    report({ path: label, message: problem });
    return [];
  }
  const problems: ValueProblem[] = [];
  const changes = readingsAt(attribute, steps).flatMap(
    (reading) => changeAt(method, reading, label, given, (each) => problems.push(each)) ?? [],
  );
  const [first] = changes;
  if (first === undefined) {
    // Those of one variant of a union are enough.
    const [{ path = label } = {}] = problems;
    for (const each of problems.filter((other) => other.path === path)) report(each);
    return [];
  }
  const { value, reading } = first;
  const { path, type, fallback } = reading;
  const guard = guardOf(changes);
  const shared = { attribute, path, ...(guard && { guard }) };
  if (value === undefined) return [{ ...shared, kind: 'remove' }];
  const kind = method === 'subtract' || method === 'addToSet' ? 'add' : method;
  if (kind === 'remove') return [];
  const base =
    kind === 'add' && value.N !== undefined && fallback !== undefined ? encodeQuietly(type, fallback) : undefined;
  return [{ ...shared, kind, value, given, type, ...(base && { base }) }];
}

/** The change under one reading of its place; undefined when a problem was reported. */
function changeAt(
  method: UpdateMethod,
  reading: PlaceReading,
  label: string,
  given: unknown,
  report: ReportValue,
): PlaceChange | undefined {
  const problem = unfit(method, reading);
  if (problem !== undefined) return void report({ path: label, message: problem });
  if (method === 'remove') return { reading, value: undefined };
  const encoded = encodeOperand(method, reading.type, label, given, report);
  const value = ofStoredDepth(encoded, label, report, reading.path.length - 1);
  return value && { reading, value: method === 'subtract' ? negated(value) : value };
}

const encodeQuietly = (type: AttributeType, value: unknown): AttributeValue | undefined =>
  type.encode(value, '', () => {});

/** Why updates cannot change an attribute; undefined where they can. */
export function unchangeable(plan: EntityPlan, { label, readonly, computed }: AttributePlan): string | undefined {
  if (plan.version?.label === label) return 'counts the writes: say ifVersion() for the version that you read';
  if (fixedNames(plan).has(label)) return 'is part of the primary key: delete the item and create another';
  if (readonly) return 'is readonly: it is set once, when the item is created';
  return computed ? `is computed from ${computed.text}: change what it is computed from` : undefined;
}

const NUMERIC = ['number', 'integer', 'bigint', 'decimal', 'ttl'];

function unfit(method: UpdateMethod, { type, path, optional, discriminator }: PlaceReading): string | undefined {
  const { name } = type;
  if (discriminator) return 'tells the variants of a union from each other: set the whole union';
  switch (method) {
    case 'remove':
      return optional ? undefined : 'is not optional, so it cannot be removed';
    case 'add':
    case 'subtract':
      return NUMERIC.includes(name) ? undefined : `is a ${name}: only numbers can be added to`;
    case 'append':
    case 'prepend':
      return name.startsWith('list<') || name === 'json' ? undefined : `is a ${name}, not a list`;
    case 'addToSet':
    case 'deleteFromSet':
      if (!name.startsWith('set<')) return `is a ${name}, not a set`;
      return path.length === 1
        ? undefined
        : 'is inside of another attribute, where DynamoDB cannot change the members of a set: set it whole';
    default:
      return undefined;
  }
}

/** Amounts are no values of the attribute: limits do not apply to them. */
function encodeOperand(
  method: UpdateMethod,
  type: AttributeType,
  label: string,
  given: unknown,
  report: ReportValue,
): AttributeValue | undefined {
  if (method === 'add' || method === 'subtract') return (type.operand ?? type.encode)(given, label, report);
  if (method !== 'append' && method !== 'prepend') return type.encode(given, label, report);
  if (!Array.isArray(given)) return refuseType(report, label, 'an array', given);
  return (type.element ? list(type.element) : type).encode(given, label, report);
}

function negated(value: AttributeValue): AttributeValue {
  const text = value.N ?? '0';
  return { N: text.startsWith('-') ? text.slice(1) : `-${text.replace(/^\+/, '')}` };
}

/** Adds changes to earlier ones. A `set` or `remove` takes the place of an earlier one of the same path; other overlaps are refused. */
export function mergeActions(
  plan: EntityPlan,
  earlier: readonly UpdateAction[],
  later: readonly UpdateAction[],
): readonly UpdateAction[] {
  const replaces = ({ kind }: UpdateAction): boolean => kind === 'set' || kind === 'remove';
  let merged = [...earlier];
  for (const action of later) {
    const path = JSON.stringify(action.path);
    merged = merged.filter((each) => !('implicit' in each && overlap(each.path, action.path)));
    if (replaces(action)) merged = merged.filter((each) => !(replaces(each) && JSON.stringify(each.path) === path));
    const clash = merged.find((each) => overlap(each.path, action.path));
    if (clash)
      throw new RequestRefused(
        `${plan.name} update: ${clash.kind} and ${action.kind} change the same place of ${action.attribute.label}; DynamoDB takes one change of it.`,
      );
    merged.push(action);
  }
  return merged;
}

const overlap = (a: Path, b: Path): boolean => a.every((step, i) => i >= b.length || step === b[i]);
