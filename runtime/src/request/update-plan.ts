import type { AttributeValue, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { ReportValue } from '../codec/attribute.js';
import { addExactly } from '../codec/exact.js';
import { generateValue } from '../codec/generate.js';
import type { AttributePlan } from '../entity/attribute-plan.js';
import { naming } from '../entity/decode-item.js';
import type { StoredItem } from '../entity/encode-item.js';
import { indexesOf } from '../entity/index-plans.js';
import { type Outcome, type Recomputed, recompute } from '../entity/recompute.js';
import { collectProblems } from '../errors/collect.js';
import { makeAliases } from '../expression/compile.js';
import { both, exists } from '../expression/node.js';
import { type Change, compileUpdate, type UpdateAction } from '../expression/update.js';
import { readStoredItem } from './read-stored-item.js';
import { tableName } from './service.js';
import { decodedOutcome, encodedOutcome, knownOf } from './stored-value.js';
import { sumCondition } from './sum-limits.js';
import { conditionInput, failureInput, stateCondition } from './write-common.js';
import type { Stored, UpdateState, WriteState } from './write-state.js';

/** The common input of UpdateItem and a transaction's Update. */
export type UpdateInput = Pick<
  UpdateItemCommandInput,
  | 'UpdateExpression'
  | 'ConditionExpression'
  | 'ExpressionAttributeNames'
  | 'ExpressionAttributeValues'
  | 'ReturnValuesOnConditionCheckFailure'
> & { TableName: string; Key: WriteState['key'] };

/** The attributes that must be read before the update can be written, because index keys are made of them. */
export function readsOf(state: UpdateState): readonly AttributePlan[] {
  const { plan } = state;
  const sets = state.actions.filter(takesMembers).map(({ attribute }) => attribute);
  if (indexesOf(plan).length === 0 && !plan.attributes.some(({ computed }) => computed)) return sets;
  return [...new Set([...sets, ...worked(state, new Map(), Date.now()).reads])];
}

/** The command's input. `stored` holds what `readsOf` asked for, and is a condition of the write. */
export function updateInput(state: UpdateState, stored: Stored, now: number): UpdateInput {
  const { service, plan, key, actions, creates } = state;
  const { attributes, keys } = worked(state, stored, now);
  const changes: Change[] = actions.map((action) => {
    const { attribute } = action;
    return isWorkedOut(action, stored)
      ? { kind: 'set', path: action.path, value: newValue(action, stored.get(attribute)) }
      : action;
  });
  for (const [attribute, outcome] of attributes)
    changes.push(change(attribute.stored, encodedOutcome(plan.name, attribute, outcome)));
  for (const [name, text] of keys) changes.push(change(name, text === undefined ? undefined : { S: text }));
  if (creates && plan.table.marker !== undefined) changes.push(change(plan.table.marker, { S: plan.name }));
  if (plan.version) changes.push({ kind: 'add', path: [plan.version.stored], value: { N: '1' } });

  const aliases = makeAliases();
  const text = compileUpdate(changes, aliases);
  let node = both(creates ? undefined : exists(plan.table.partitionKey), stateCondition(state, stored));
  for (const action of actions)
    node = both(node, both(action.guard, isWorkedOut(action, stored) ? undefined : sumCondition(action)));
  return {
    TableName: tableName(service, plan.table.name),
    Key: key,
    ...(text !== undefined && { UpdateExpression: text }),
    ...conditionInput(node, aliases),
    ...aliases.attributes(),
    ...failureInput(state),
  };
}

/** Reads the stored values of attributes that a write needs. */
export const readStored = async (
  state: WriteState,
  wanted: readonly AttributePlan[],
  mustExist: boolean,
): Promise<Stored> => {
  const names = wanted.map(({ stored }) => stored);
  return storedOf(await readStoredItem(state, names, mustExist), wanted);
};

export function storedOf(item: StoredItem, wanted: readonly AttributePlan[]): Stored {
  return new Map(wanted.map((attribute) => [attribute, item[attribute.stored]]));
}

/**
 * Returns whether an item that came back with a failed condition still holds what was read: then the caller's own condition
 * failed.
 */
export function isUnchanged(stored: Stored, item: StoredItem): boolean {
  return [...stored].every(([attribute, value]) => JSON.stringify(item[attribute.stored]) === JSON.stringify(value));
}

function worked(state: UpdateState, stored: Stored, now: number): Recomputed {
  try {
    return workOut(state, stored, now);
  } catch (error) {
    throw naming(state.plan, state.key, error);
  }
}

function workOut({ plan, named, actions }: UpdateState, stored: Stored, now: number): Recomputed {
  const problems = collectProblems(plan.name, 'update');
  const changed = new Map<string, Outcome>();
  for (const action of actions) changed.set(action.attribute.label, outcomeOf(action, stored));
  const generated = new Map<AttributePlan, Outcome>();
  for (const attribute of plan.attributes) {
    if (attribute.generate !== 'updated' || changed.has(attribute.label)) continue;
    const outcome: Outcome = { kind: 'value', value: generateValue('updated', now, attribute.type) };
    generated.set(attribute, outcome);
    changed.set(attribute.label, outcome);
  }
  for (const action of actions) refuseLastMember(action, stored, problems.report);
  const result = recompute(plan, changed, knownOf(plan, named, stored), problems.report);
  problems.finish();
  return { ...result, attributes: new Map([...generated, ...result.attributes]) };
}

function outcomeOf(action: UpdateAction, stored: Stored): Outcome {
  const { attribute, path } = action;
  if (path.length > 1) return { kind: 'unknown' };
  if (action.kind === 'remove') return decodedOutcome(attribute, undefined);
  if (action.kind === 'set') return { kind: 'value', value: action.given };
  return isWorkedOut(action, stored)
    ? decodedOutcome(attribute, newValue(action, stored.get(attribute)))
    : { kind: 'unknown' };
}

/** Returns whether an action may leave a required set without members, and so without the attribute. */
const takesMembers = ({ kind, attribute }: UpdateAction): boolean => kind === 'deleteFromSet' && !attribute.optional;

function refuseLastMember(action: UpdateAction, stored: Stored, report: ReportValue): void {
  const before = stored.get(action.attribute);
  if (!takesMembers(action) || before === undefined || action.kind === 'remove') return;
  const taken = new Set(membersOf(action.value));
  if (membersOf(before).every((member) => taken.has(member)))
    report({ path: action.attribute.label, message: 'is required, and DynamoDB has no empty sets: leave it a member' });
}

const membersOf = ({ SS, NS, BS }: AttributeValue): readonly string[] =>
  SS ?? NS?.map((text) => addExactly(text, '0')) ?? BS?.map((bytes) => bytes.join()) ?? [];

/** Actions whose result is known here once the old value is, so that it can stand in a key. */
const dependsOnStored = (action: UpdateAction): boolean =>
  action.path.length === 1 &&
  (action.kind === 'setIfNotExists' || (action.kind === 'add' && action.value.N !== undefined));

/** Returns whether the result of an action is known here, because what is stored was read. */
export const isWorkedOut = (action: UpdateAction, stored: Stored): boolean =>
  stored.has(action.attribute) && dependsOnStored(action);

/** Returns the value that such an action makes of a stored one. */
function newValue(action: UpdateAction, old: AttributeValue | undefined): AttributeValue {
  if (action.kind === 'remove') return { NULL: true };
  if (action.kind === 'setIfNotExists') return old ?? action.value;
  return action.kind === 'add'
    ? { N: addExactly((old ?? action.base)?.N ?? '0', action.value.N ?? '0') }
    : action.value;
}

const change = (name: string, value: AttributeValue | undefined): Change =>
  value === undefined ? { kind: 'remove', path: [name] } : { kind: 'set', path: [name], value };

/** Returns the value that an update makes of the stored one of a scalar attribute; `unchanged` where it does not touch it. */
export function scalarAfter(
  { actions }: UpdateState,
  attribute: AttributePlan,
  old: AttributeValue | undefined,
): AttributeValue | undefined | 'unchanged' {
  const action = actions.find((each) => each.attribute === attribute);
  if (action === undefined) return 'unchanged';
  return action.kind === 'remove' ? undefined : newValue(action, old);
}

/** Of a whole item what an update changes, as `UPDATED_NEW` and `UPDATED_OLD` give it. */
export function changedOf({ plan, actions }: UpdateState, item: StoredItem): StoredItem {
  const said = new Set(actions.map(({ attribute }) => attribute.label));
  const names = new Set(actions.map(({ attribute }) => attribute.stored));
  for (const { stored, generate, computed } of plan.attributes)
    if (generate === 'updated' || computed?.parameters.some(({ name }) => said.has(name))) names.add(stored);
  if (plan.version) names.add(plan.version.stored);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}
