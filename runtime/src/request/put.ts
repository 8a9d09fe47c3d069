import type { PutItemCommandInput, PutItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { decodeItem } from '../entity/decode-item.js';
import type { StoredItem } from '../entity/encode-item.js';
import { exceeds } from '../entity/item-size.js';
import { ItemTooLarge } from '../errors/item-too-large.js';
import { refuseArgument } from '../errors/refuse-argument.js';
import type { ConditionCallback } from '../expression/callback.js';
import { makeAliases } from '../expression/compile.js';
import { both, notExists } from '../expression/node.js';
import { PutItemCommand } from '../wire/commands.js';
import { commonInput } from './common.js';
import { readWritten } from './decode-written.js';
import type { SentAlone } from './own-client.js';
import { SentRequest } from './request.js';
import { tableName } from './service.js';
import { sendItemWrite } from './tell-missing.js';
import {
  conditionInput,
  failureInput,
  guardKeyOf,
  type MissingGuard,
  readReturned,
  refuseAlone,
  sendPart,
  stateCondition,
  withCondition,
} from './write-common.js';
import type { PutState, Stored, WritePart } from './write-state.js';

/**
 * Writes a whole item. Ids, times and defaults are settled when the request is made, so that sending it again after a
 * time-out writes the same item. `Guard` is what `guard()` must name before it can be sent, `never` for most.
 * Immutable: each method returns a new request.
 */
export class PutRequest<out Item, out Attributes, out Result = Item, out Guard = never> extends SentRequest {
  readonly kind = 'put';
  protected declare readonly state: PutState;

  constructor(state: PutState) {
    super(state);
  }

  /** Writes only where the stored item fulfils this; several must all hold. */
  where(condition: ConditionCallback<Attributes>): this {
    return this.with(withCondition(this.state, condition));
  }

  /** Names the item that allows this write, where the schema has a `writeGuard`: `guard({ roleId })`. */
  guard(key: Guard): PutRequest<Item, Attributes, Result> {
    return new PutRequest({ ...this.state, guard: guardKeyOf(key) });
  }

  /** `new` (the default): the item as it was written. `old`: the item that was replaced, undefined where there was none. */
  returning(which: 'new'): PutRequest<Item, Attributes, Item, Guard>;
  returning(which: 'old'): PutRequest<Item, Attributes, Item | undefined, Guard> & SentAlone;
  returning(which: 'new' | 'old'): PutRequest<Item, Attributes, unknown, Guard> {
    if (which !== 'new' && which !== 'old')
      refuseArgument(`${this.state.plan.name} put: returning()`, 'new or old', which);
    return new PutRequest({ ...this.state, returning: which });
  }

  /** Has a `ConditionFailed` carry the item as it was. */
  returnOldOnFailure(): this {
    return this.with({ oldOnFailure: true });
  }

  /** The command's input, without sending it. Throws `RequestRefused` where more is written than this item. */
  params(): PutItemCommandInput {
    refuseAlone({ kind: 'put', state: this.state });
    return this.#input();
  }

  /**
   * Throws `ConditionFailed` where `create` finds an item or a `where` does not hold, `VersionConflict` where a `put`
   * finds another version than its item says (none: there must be no item), `UniqueViolation`, `PermissionMissing`.
   */
  async send(..._missing: MissingGuard<Guard>): Promise<Result> {
    const state = this.state;
    const { plan, returning, item } = state;
    if (exceeds(item)) throw new ItemTooLarge(`${plan.name} ${state.operation}`);
    const part: WritePart = { kind: 'put', state };
    const old = await sendPart(part, returning === 'old' ? 'old' : 'none', () => this.#sendAlone());
    if (returning !== 'old') return decodeItem(plan, item) as Result;
    return (old && readWritten(() => readReturned(state, old))) as Result;
  }

  async #sendAlone(): Promise<StoredItem | undefined> {
    const state = this.state;
    const command = new PutItemCommand(this.#input());
    return (await sendItemWrite<PutItemCommandOutput>(state, command, 'dynamodb:PutItem')).Attributes;
  }

  #input(): PutItemCommandInput {
    const { returning } = this.state;
    return {
      ...putInput(this.state),
      ...(returning === 'old' && { ReturnValues: 'ALL_OLD' }),
      ...commonInput(this.state),
    };
  }

  /** For the batches and transactions of this package. */
  static stateOf(request: object): PutState | undefined {
    return request instanceof PutRequest ? request.state : undefined;
  }
}

/** Returns the common input of PutItem and a transaction's Put. */
export function putInput(
  state: PutState,
  stored?: Stored,
): Pick<
  PutItemCommandInput,
  | 'ConditionExpression'
  | 'ExpressionAttributeNames'
  | 'ExpressionAttributeValues'
  | 'ReturnValuesOnConditionCheckFailure'
> & { TableName: string; Item: StoredItem } {
  const { service, plan, item, create } = state;
  const aliases = makeAliases();
  const node = both(create ? notExists(plan.table.partitionKey) : undefined, stateCondition(state, stored));
  return {
    TableName: tableName(service, plan.table.name),
    Item: item,
    ...conditionInput(node, aliases),
    ...aliases.attributes(),
    ...failureInput(state, stored),
  };
}
