import type { DeleteItemCommandInput, DeleteItemCommandOutput } from '@aws-sdk/client-dynamodb';
import type { StoredItem } from '../entity/encode-item.js';
import { refuseArgument } from '../errors/refuse-argument.js';
import type { ConditionCallback } from '../expression/callback.js';
import { makeAliases } from '../expression/compile.js';
import { both, exists } from '../expression/node.js';
import { DeleteItemCommand } from '../wire/commands.js';
import { commonInput } from './common.js';
import { readWritten } from './decode-written.js';
import type { SentAlone } from './own-client.js';
import { SentRequest } from './request.js';
import { tableName } from './service.js';
import { sendItemWrite } from './tell-missing.js';
import {
  askedVersion,
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
import type { Stored, WritePart, WriteState } from './write-state.js';

export interface DeleteState extends WriteState {
  readonly returning?: boolean;
}

/** Deletes one item. Without a `where`, an item that is not there is no error. Immutable: each method returns a new request. */
export class DeleteRequest<out Item, out Attributes, out Result = void, out Guard = never> extends SentRequest {
  readonly kind = 'delete';
  protected declare readonly state: DeleteState;

  constructor(state: DeleteState) {
    super(state);
  }

  /** Deletes only where the stored item fulfils this, and there is one; several must all hold. */
  where(condition: ConditionCallback<Attributes>): this {
    return this.with(withCondition(this.state, condition));
  }

  /** Deletes only this version of the item, else throws `VersionConflict`. */
  ifVersion(version: number): this {
    return this.with({ version: askedVersion(this.state.plan, version) });
  }

  /** Names the item that allows this write, where the schema has a `writeGuard`: `guard({ roleId })`. */
  guard(key: Guard): DeleteRequest<Item, Attributes, Result> {
    return new DeleteRequest({ ...this.state, guard: guardKeyOf(key) });
  }

  /** The item as it was; undefined where there was none. */
  returning(which: 'old'): DeleteRequest<Item, Attributes, Item | undefined, Guard> & SentAlone {
    if (which !== 'old') refuseArgument(`${this.state.plan.name} delete: returning()`, 'old', which);
    return new DeleteRequest({ ...this.state, returning: true }) as DeleteRequest<
      Item,
      Attributes,
      Item | undefined,
      Guard
    > &
      SentAlone;
  }

  /** Has a `ConditionFailed` carry the item as it was. */
  returnOldOnFailure(): this {
    return this.with({ oldOnFailure: true });
  }

  /** The command's input, without sending it. Throws `RequestRefused` where more is written than this item. */
  params(): DeleteItemCommandInput {
    refuseAlone({ kind: 'delete', state: this.state });
    return this.#input();
  }

  /** Throws `ConditionFailed` where a `where` does not hold, `VersionConflict`, `PermissionMissing`. */
  async send(..._missing: MissingGuard<Guard>): Promise<Result> {
    const state = this.state;
    const { returning } = state;
    const part: WritePart = { kind: 'delete', state };
    const old = await sendPart(part, returning ? 'old' : 'none', () => this.#sendAlone());
    return (returning && old ? readWritten(() => readReturned(state, old)) : undefined) as Result;
  }

  async #sendAlone(): Promise<StoredItem | undefined> {
    const state = this.state;
    const command = new DeleteItemCommand(this.#input());
    return (await sendItemWrite<DeleteItemCommandOutput>(state, command, 'dynamodb:DeleteItem')).Attributes;
  }

  #input(): DeleteItemCommandInput {
    const { returning } = this.state;
    return { ...deleteInput(this.state), ...(returning && { ReturnValues: 'ALL_OLD' }), ...commonInput(this.state) };
  }

  /** For the batches and transactions of this package. */
  static stateOf(request: object): DeleteState | undefined {
    return request instanceof DeleteRequest ? request.state : undefined;
  }
}

/** Returns the common input of DeleteItem, a transaction's Delete and a ConditionCheck. */
export function deleteInput(
  state: WriteState,
  stored?: Stored,
): Pick<
  DeleteItemCommandInput,
  | 'ConditionExpression'
  | 'ExpressionAttributeNames'
  | 'ExpressionAttributeValues'
  | 'ReturnValuesOnConditionCheckFailure'
> & { TableName: string; Key: WriteState['key'] } {
  const { service, plan, key } = state;
  const aliases = makeAliases();
  // «status is not suspended» also holds where there is no item: a condition on an item means that there is one.
  const asked = state.condition !== undefined || state.version !== undefined;
  const node = both(asked ? exists(plan.table.partitionKey) : undefined, stateCondition(state, stored));
  return {
    TableName: tableName(service, plan.table.name),
    Key: key,
    ...conditionInput(node, aliases),
    ...aliases.attributes(),
    ...failureInput(state, stored),
  };
}
