import { decodeItem } from '../entity/decode-item.js';
import type { StoredItem } from '../entity/encode-item.js';
import type { CallDetails } from '../errors/from-service.js';
import { type Aliases, compileCondition } from '../expression/compile.js';
import type { ConditionNode } from '../expression/node.js';
import { type Destination, type ItemState, itemDetails } from './common.js';

/** What writes of one item carry. */
export interface WriteState extends ItemState {
  /** What the caller's `where`s say. */
  readonly condition?: ConditionNode;
  readonly oldOnFailure?: boolean;
}

export function writeDestination({ plan, operation, owner }: ItemState): Destination {
  return { entities: [plan.name], accessPattern: 'primary', operation, owners: [owner], writes: true };
}

/** For messages about a failed write, with the reading of the old item where the caller asked for it. */
export function writeDetails(state: WriteState, action: string): CallDetails {
  const { plan, oldOnFailure } = state;
  const details = itemDetails(state, action);
  if (!oldOnFailure) return details;
  return { ...details, decodeOld: (old) => decodeItem(plan, plan.primary, old as StoredItem) };
}

export function conditionInput(node: ConditionNode | undefined, aliases: Aliases): { ConditionExpression?: string } {
  return node === undefined ? {} : { ConditionExpression: compileCondition(node, aliases) };
}

export function failureInput(oldOnFailure: boolean | undefined): { ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' } {
  return oldOnFailure ? { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } : {};
}
