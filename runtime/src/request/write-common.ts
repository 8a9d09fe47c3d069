import type { AttributePlan } from '../entity/attribute-plan.js';
import type { StoredItem } from '../entity/encode-item.js';
import type { EntityPlan } from '../entity/plan.js';
import type { CallDetails } from '../errors/from-service.js';
import { isObject } from '../errors/refuse-argument.js';
import { RequestRefused } from '../errors/request-refused.js';
import { VersionConflict } from '../errors/version-conflict.js';
import { writeError } from '../errors/write-error.js';
import { type ConditionCallback, conditionOf } from '../expression/callback.js';
import { type Aliases, compileCondition } from '../expression/compile.js';
import { both, type ConditionNode, equals, notExists } from '../expression/node.js';
import { type Destination, type ItemState, itemDetails } from './common.js';
import { type ReadItem, readItem } from './read-item.js';
import type { SideWritesReturning, Stored, WritePart, WriteState } from './write-state.js';

/** Nothing, once the write needs no guard; before that `send` asks for what `guard()` has not said. */
export type MissingGuard<Guard> = [Guard] extends [never] ? [] : [missing: 'say guard() before send()'];

export function writeDestination({ plan, operation, owner }: ItemState): Destination {
  return { entities: [plan.name], accessPattern: 'primary', operation, owners: [owner], writes: true };
}

/** For messages about a failed write, with the reading of the old item where the caller asked for it. */
export function writeDetails(state: WriteState, action: string): CallDetails {
  const { plan, oldOnFailure, version } = state;
  const details: CallDetails = {
    ...itemDetails(state, action),
    ofWrite: writeError,
    missing: (old) => isMissingBy(state, old),
  };
  const attribute = plan.version;
  if (!oldOnFailure && version === undefined) return details;
  return {
    ...details,
    ...(oldOnFailure && { decodeOld: (old) => readReturned(state, old) }),
    ...(version !== undefined &&
      attribute && {
        conflict(old, cause) {
          const found = old && Number(old[attribute.stored]?.N ?? '0');
          if (found === version || (old === undefined && version === 0)) return undefined;
          return new VersionConflict(plan.name, details.key ?? '', version, found, cause);
        },
      }),
  };
}

/** Verifies and decodes an item that came back with a write of it, or with its failure. */
export const readReturned = ({ plan, owner, key }: ItemState, item: StoredItem): ReadItem =>
  readItem(plan, owner, item, undefined, key);

/** Returns whether a failed condition means that there is no item; undefined where DynamoDB did not say. */
function isMissingBy(
  { operation, condition, oldOnFailure, version }: WriteState,
  old: object | undefined,
): boolean | undefined {
  if (old !== undefined || (operation === 'create' && condition === undefined)) return false;
  return oldOnFailure || version !== undefined ? true : undefined;
}

/** Copies the key of a guard item: a request does not change when its caller's object does. */
export const guardKeyOf = (key: unknown): WriteState['guard'] & object =>
  (isObject(key) ? { ...key } : key) as WriteState['guard'] & object;

export function conditionInput(node: ConditionNode | undefined, aliases: Aliases): { ConditionExpression?: string } {
  return node === undefined ? {} : { ConditionExpression: compileCondition(node, aliases) };
}

/** The caller's condition, the expected version, and that nothing changed since it was read. */
export function stateCondition(
  { plan, condition, version }: WriteState,
  stored: Stored | undefined,
): ConditionNode | undefined {
  let node = condition;
  if (version !== undefined && plan.version) node = both(versionIs(plan.version, version), node);
  for (const [{ stored: name }, value] of stored ?? [])
    node = both(node, value ? equals([name], value) : notExists(name));
  return node;
}

const versionIs = ({ stored }: AttributePlan, version: number): ConditionNode =>
  version === 0 ? notExists(stored) : equals([stored], { N: String(version) });

/** The old item is asked for where it tells more than that the condition failed. */
export function failureInput(
  { oldOnFailure, version }: WriteState,
  stored?: Stored,
): { ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' } {
  const wanted = oldOnFailure || version !== undefined || (stored !== undefined && stored.size > 0);
  return wanted ? { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } : {};
}

/** The version for `ifVersion`, checked. */
export function askedVersion({ name, version: attribute }: EntityPlan, version: number): number {
  if (attribute === undefined)
    throw new RequestRefused(`${name} has no versions: write \`version: true\` in its schema.`);
  if (Number.isSafeInteger(version) && version >= 0) return version;
  throw new RequestRefused(`${name}: ifVersion() takes the version that was read, a whole number.`);
}

/** Refuses to show the command of a write that is sent as a transaction. */
export function refuseAlone(part: WritePart): void {
  const { plan, operation } = part.state;
  if (part.state.sideWrites?.joins(part))
    throw new RequestRefused(
      `${plan.name} ${operation} is sent as a transaction, with guard items or checks: transactWrite(request).params() shows it.`,
    );
}

/** Sends a write with its side writes in one transaction, or alone where it has none. Returns the item that was asked for. */
export const sendPart = (
  part: WritePart,
  returning: SideWritesReturning,
  alone: () => Promise<StoredItem | undefined>,
): Promise<StoredItem | undefined> =>
  part.state.sideWrites?.joins(part) ? part.state.sideWrites.send(part, returning) : alone();

/** Returns the condition of a write with one more: both must hold. */
export const withCondition = (
  { plan, condition }: WriteState,
  more: ConditionCallback<never>,
): Pick<WriteState, 'condition'> => {
  const node = both(condition, conditionOf(plan, more));
  return node === undefined ? {} : { condition: node };
};
