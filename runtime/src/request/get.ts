import type { GetItemCommandInput, GetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import type { StoredItem } from '../entity/encode-item.js';
import { verifyItem } from '../entity/verify.js';
import { makeAliases } from '../expression/compile.js';
import { outermost, type SelectedPath, selectPaths } from '../expression/projection.js';
import type { PathOf, Selected, Whole } from '../expression/select.js';
import { GetItemCommand } from '../wire/commands.js';
import { commonInput, type Destination, type ItemState, itemDetails } from './common.js';
import { readItem } from './read-item.js';
import { SentRequest } from './request.js';
import { sendCommand } from './send.js';
import { tableName } from './service.js';

export interface GetState extends ItemState {
  readonly consistent?: boolean;
  readonly selected?: readonly SelectedPath[];
}

/** Reads one item by its primary key. Immutable: each method returns a new request. */
export class GetRequest<out Item> extends SentRequest {
  readonly kind = 'get';
  protected declare readonly state: GetState;

  constructor(state: GetState) {
    super(state);
  }

  /** Reads only these attributes: `select('name', 'address.city')`. */
  select<const Paths extends PathOf<Whole<Item>>, Result = Selected<Whole<Item>, Paths>>(
    ...paths: readonly Paths[]
  ): GetRequest<Result> {
    return new GetRequest({ ...this.state, selected: selectPaths(this.state.plan, paths) });
  }

  /** Reads what was last written, at twice the read capacity. */
  consistent(consistent = true): this {
    return this.with({ consistent });
  }

  /** The command's input, without sending it. */
  params(): GetItemCommandInput {
    const state = this.state;
    const { consistent } = state;
    return { ...keyAndProjection(state), ...(consistent && { ConsistentRead: true }), ...commonInput(state) };
  }

  /** The item; undefined when there is none. Throws the errors of this package, others are the SDK's own. */
  async send(): Promise<Item | undefined> {
    const item = await this.#read();
    return item && (readGot(this.state, item) as Item);
  }

  /**
   * The item as DynamoDB stores it, for support work: the owner is verified, nothing is decoded, and sensitive attributes
   * are in it.
   */
  async raw(): Promise<StoredItem | undefined> {
    const { plan, owner, key } = this.state;
    const item = await this.#read();
    if (item) verifyItem(plan, plan.primary, owner, item, key);
    return item;
  }

  async #read(): Promise<StoredItem | undefined> {
    const state = this.state;
    const command = new GetItemCommand(this.params());
    const details = () => itemDetails(state, 'dynamodb:GetItem');
    return (await sendCommand<GetItemCommandOutput>(state, command, getDestination(state), details)).Item;
  }

  /** For the batches and transactions of this package. */
  static stateOf(request: object): GetState | undefined {
    return request instanceof GetRequest ? request.state : undefined;
  }
}

export function getDestination({ plan, operation, owner }: GetState): Destination {
  return { entities: [plan.name], accessPattern: 'primary', operation, owners: [owner], writes: false };
}

export function readGot(
  { plan, owner, selected, key }: GetState,
  item: NonNullable<GetItemCommandOutput['Item']>,
): unknown {
  return readItem(plan, owner, item, selected, key);
}

/** Returns the common input of GetItem and TransactGetItems. */
export function keyAndProjection(state: GetState): Pick<
  GetItemCommandInput,
  'ProjectionExpression' | 'ExpressionAttributeNames'
> & {
  TableName: string;
  Key: GetState['key'];
} {
  const { service, plan, key } = state;
  return { TableName: tableName(service, plan.table.name), Key: key, ...projectionOf(state) };
}

/** The scope's parameter is always read, so that the owner can be verified. */
function projectionOf({
  plan,
  selected,
  owner,
}: GetState): Pick<GetItemCommandInput, 'ProjectionExpression' | 'ExpressionAttributeNames'> {
  if (selected === undefined) return {};
  const aliases = makeAliases();
  const scope = owner.scope?.parameter === undefined ? undefined : plan.byName.get(owner.scope.parameter);
  const paths = [...selected.map(({ path }) => path), ...(scope ? [[scope.stored]] : [])];
  return {
    ProjectionExpression: outermost(paths)
      .map((path) => aliases.path(path))
      .join(', '),
    ...aliases.attributes(),
  };
}
