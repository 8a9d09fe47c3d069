import type { ConditionCheck } from '@aws-sdk/client-dynamodb';
import type { ConditionCallback } from '../expression/callback.js';
import { makeAliases } from '../expression/compile.js';
import { exists } from '../expression/node.js';
import { BaseRequest } from './request.js';
import { tableName } from './service.js';
import { conditionInput, failureInput, withCondition } from './write-common.js';
import type { WriteState } from './write-state.js';

/**
 * A condition on an item that a transaction does not write: `transactWrite(…, club.role.check(key).where(…))`.
 * Without a `where` it asks that the item exists. Immutable: each method returns a new request.
 */
export class CheckRequest<out Attributes> extends BaseRequest {
  readonly kind = 'check';
  protected declare readonly state: WriteState;

  constructor(state: WriteState) {
    super(state);
  }

  /** Sets a condition on the stored item; several must all hold. `(m) => m.userId.notExists()` asks that there is no item. */
  where(condition: ConditionCallback<Attributes>): this {
    return this.with(withCondition(this.state, condition));
  }

  /** Has a `TransactionCanceled` carry the item as it was. */
  returnOldOnFailure(): this {
    return this.with({ oldOnFailure: true });
  }

  /** The ConditionCheck of the transaction, without sending it. */
  params(): ConditionCheck {
    return checkInput(this.state);
  }

  /** For the transactions of this package. */
  static stateOf(request: object): WriteState | undefined {
    return request instanceof CheckRequest ? request.state : undefined;
  }
}

/** Returns a transaction's ConditionCheck. */
export function checkInput(state: WriteState): {
  TableName: string;
  Key: WriteState['key'];
  ConditionExpression: string;
  ReturnValuesOnConditionCheckFailure?: 'ALL_OLD';
} {
  const { service, plan, key, condition } = state;
  const aliases = makeAliases();
  const node = condition ?? exists(plan.table.partitionKey);
  return {
    TableName: tableName(service, plan.table.name),
    Key: key,
    ConditionExpression: '',
    ...conditionInput(node, aliases),
    ...aliases.attributes(),
    ...failureInput(state),
  };
}
