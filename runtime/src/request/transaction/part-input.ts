import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AttributePlan } from '../../entity/attribute-plan.js';
import { checkInput } from '../check.js';
import { deleteInput } from '../delete.js';
import { putInput } from '../put.js';
import { readsOf, updateInput } from '../update-plan.js';
import { failureInput } from '../write-common.js';
import type { Stored, WritePart } from '../write-state.js';

/** The attributes that must be read before the write can be sent. */
export function partReads(part: WritePart): readonly AttributePlan[] {
  const own = part.kind === 'update' ? readsOf(part.state) : [];
  const joined = part.state.sideWrites?.reads(part) ?? [];
  return joined.length === 0 ? own : [...new Set([...own, ...joined])];
}

/** An update that creates nothing has to find an item. */
export const mustExist = (part: WritePart): boolean => part.kind === 'update' && !part.state.creates;

/** The entry of a TransactWriteItems call. */
export function partInput(part: WritePart, stored: Stored, now: number): TransactWriteItem {
  switch (part.kind) {
    case 'put':
      return { Put: putInput(part.state, stored) };
    case 'delete':
      return { Delete: deleteInput(part.state, stored) };
    case 'check':
      return { ConditionCheck: checkInput(part.state) };
    case 'update': {
      const update = { ...updateInput(part.state, stored, now), ...failureInput(part.state, stored) };
      const { UpdateExpression, ConditionExpression } = update;
      // Unlike UpdateItem, a transaction's Update needs an expression; without changes it is a condition.
      if (UpdateExpression === undefined) return { ConditionCheck: { ...update, ConditionExpression } };
      return { Update: { ...update, UpdateExpression } };
    }
  }
}
