import { PutItemCommand, type PutItemCommandInput, type PutItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { decodeItem } from '../entity/decode-item.js';
import type { StoredItem } from '../entity/encode-item.js';
import { type ConditionCallback, conditionOf } from '../expression/callback.js';
import { makeAliases } from '../expression/compile.js';
import { both, notExists } from '../expression/node.js';
import type { ClientLike } from './client.js';
import { commonInput } from './common.js';
import { sendCommand } from './send.js';
import { tableName } from './service.js';
import { conditionInput, failureInput, type WriteState, writeDestination, writeDetails } from './write-common.js';

export interface PutState extends WriteState {
  readonly item: StoredItem;
  /** `create`: fails where the item exists. */
  readonly create: boolean;
  readonly returning?: 'old' | 'new';
}

/**
 * Writes a whole item. Ids, times and defaults are settled when the request is made, so that sending it again after a
 * time-out writes the same item. Immutable: each method returns a new request.
 */
export class PutRequest<out Item, out Attributes, out Result = Item> {
  readonly kind = 'put';
  readonly #state: PutState;

  constructor(state: PutState) {
    this.#state = state;
  }

  /** Sends with this client or session instead of the service's. */
  withClient(client: ClientLike): PutRequest<Item, Attributes, Result> {
    return new PutRequest({ ...this.#state, client });
  }

  /** Writes only where the stored item fulfils this; several must all hold. */
  where(condition: ConditionCallback<Attributes>): PutRequest<Item, Attributes, Result> {
    const node = both(this.#state.condition, conditionOf(this.#state.plan, condition));
    return new PutRequest({ ...this.#state, ...(node && { condition: node }) });
  }

  /** `new` (the default): the item as it was written. `old`: the item that was replaced, undefined where there was none. */
  returning(which: 'new'): PutRequest<Item, Attributes, Item>;
  returning(which: 'old'): PutRequest<Item, Attributes, Item | undefined>;
  returning(which: 'new' | 'old'): PutRequest<Item, Attributes, unknown> {
    return new PutRequest({ ...this.#state, returning: which });
  }

  /** Has a `ConditionFailed` carry the item as it was. */
  returnOldOnFailure(): PutRequest<Item, Attributes, Result> {
    return new PutRequest({ ...this.#state, oldOnFailure: true });
  }

  abortSignal(signal: AbortSignal): PutRequest<Item, Attributes, Result> {
    return new PutRequest({ ...this.#state, signal });
  }

  /** Has the capacity told to the service's `onRequest`. */
  returnCapacity(capacity: 'TOTAL' | 'INDEXES' = 'TOTAL'): PutRequest<Item, Attributes, Result> {
    return new PutRequest({ ...this.#state, capacity });
  }

  /** The command's input, without sending it. */
  params(): PutItemCommandInput {
    const { returning } = this.#state;
    return {
      ...putInput(this.#state),
      ...(returning === 'old' && { ReturnValues: 'ALL_OLD' }),
      ...commonInput(this.#state),
    };
  }

  /** Throws `ConditionFailed` where `create` finds an item or a `where` does not hold. */
  async send(): Promise<Result> {
    const state = this.#state;
    const { plan, returning, item } = state;
    const command = new PutItemCommand(this.params());
    const details = () => writeDetails(state, 'dynamodb:PutItem');
    const output = await sendCommand<PutItemCommandOutput>(state, command, writeDestination(state), details);
    const stored = returning === 'old' ? output.Attributes : item;
    return (stored && decodeItem(plan, plan.primary, stored)) as Result;
  }

  /** For the batches and transactions of this package. */
  static stateOf(request: object): PutState | undefined {
    return #state in request ? request.#state : undefined;
  }
}

/** What PutItem and a transaction's Put take. */
export function putInput(
  state: PutState,
): Pick<
  PutItemCommandInput,
  | 'ConditionExpression'
  | 'ExpressionAttributeNames'
  | 'ExpressionAttributeValues'
  | 'ReturnValuesOnConditionCheckFailure'
> & { TableName: string; Item: StoredItem } {
  const { service, plan, item, create, condition, oldOnFailure } = state;
  const aliases = makeAliases();
  const node = both(create ? notExists(plan.table.partitionKey) : undefined, condition);
  return {
    TableName: tableName(service, plan.table.name),
    Item: item,
    ...conditionInput(node, aliases),
    ...aliases.attributes(),
    ...failureInput(oldOnFailure),
  };
}
