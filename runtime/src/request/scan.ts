import type { ScanCommandInput, ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import type { StoredItem } from '../entity/encode-item.js';
import type { ItemKey } from '../entity/key-values.js';
import type { EntityPlan } from '../entity/plan.js';
import { RequestRefused } from '../errors/request-refused.js';
import { cursorOf, stoppedAt } from '../errors/stopped-at.js';
import type { ConditionCallback } from '../expression/callback.js';
import { compileCondition, makeAliases } from '../expression/compile.js';
import { both, type ConditionNode, combined, equals } from '../expression/node.js';
import { outermost, type SelectedPath } from '../expression/projection.js';
import type { PathOf, Selected, Whole } from '../expression/select.js';
import { ownPrefix } from '../key/range.js';
import { ScanCommand } from '../wire/commands.js';
import { type Common, commonInput, replaceInvalid } from './common.js';
import { readCursor, writeCursor } from './cursor.js';
import { checkOnInvalid, type OnInvalid } from './on-invalid.js';
import type { Page } from './query.js';
import type { Batch } from './query-pages.js';
import { keyNames } from './query-state.js';
import { isOther, primaryTarget } from './query-target.js';
import { readItem } from './read-item.js';
import { SentRequest } from './request.js';
import { sendCommand } from './send.js';
import { tableName } from './service.js';
import { isGuardItem } from './side-writes/guard-item.js';

interface State extends Common {
  readonly plan: EntityPlan;
  readonly filter?: ConditionNode;
  readonly limit?: number;
  readonly consistent?: boolean;
  readonly selected?: readonly SelectedPath[];
  readonly segments: number;
}

/**
 * All items of one type in the whole table, of all tenants and in no order. It reads and pays for the items of the other
 * types too, and no session may send it. Immutable: each method returns a new request.
 */
export class ScanRequest<out Item, out Attributes> extends SentRequest {
  readonly kind = 'scan';
  protected declare readonly state: State;

  constructor(state: State) {
    super(state);
  }

  /** Leaves out items that do not fulfil this, after they were read and paid for; several must all hold. */
  filter(condition: ConditionCallback<Attributes>): ScanRequest<Item, Attributes> {
    const { plan, filter } = this.state;
    const node = both(filter, primaryTarget(plan).filter(condition as never));
    return new ScanRequest({ ...this.state, ...(node && { filter: node }) });
  }

  /** At most this many items. */
  limit(limit: number): ScanRequest<Item, Attributes> {
    if (!Number.isSafeInteger(limit) || limit < 1)
      throw new RequestRefused(`${this.state.plan.name} scan: limit() takes a whole number from 1 on.`);
    return new ScanRequest({ ...this.state, limit });
  }

  /** Reads what was last written, at twice the read capacity. */
  consistent(consistent = true): ScanRequest<Item, Attributes> {
    return new ScanRequest({ ...this.state, consistent });
  }

  /**
   * Sets what happens to items that do not decode: `throw` (the default), `skip`, or a function whose result takes the item's
   * place; with undefined it is left out.
   */
  onInvalid(choice: OnInvalid<Item>): ScanRequest<Item, Attributes> {
    return new ScanRequest({
      ...this.state,
      onInvalid: checkOnInvalid(`${this.state.plan.name} scan: onInvalid()`, choice),
    });
  }

  /** Reads only these attributes: `select('name', 'address.city')`. */
  select<const Paths extends PathOf<Whole<Item>>, Result = Selected<Whole<Item>, Paths>>(
    ...paths: readonly Paths[]
  ): ScanRequest<Result, Attributes> {
    return new ScanRequest({ ...this.state, selected: primaryTarget(this.state.plan).select(paths) });
  }

  /** `all()` and `count()` read this many segments of the table at the same time. */
  segments(segments: number): ScanRequest<Item, Attributes> {
    if (!Number.isSafeInteger(segments) || segments < 1 || segments > 1_000_000)
      throw new RequestRefused(`${this.state.plan.name} scan: segments() takes 1 to 1,000,000.`);
    return new ScanRequest({ ...this.state, segments });
  }

  /** The input of the first command, without sending it. */
  params(): ScanCommandInput {
    return scanInput(this.state, 0, undefined);
  }

  /** Returns the items of one call, at most `limit`; there may be none though there is more. Not for several segments. */
  async page(cursor?: string): Promise<Page<Item>> {
    const state = this.state;
    if (state.segments > 1) throw new RequestRefused(`${state.plan.name} scan: page() reads one segment: use all().`);
    const what = `${state.plan.name} scan`;
    const names = keyNames(primaryTarget(state.plan));
    const start = cursor === undefined ? undefined : readCursor(what, cursor, scanIdentity(state), names);
    const { items, next, failed } = await readPage(state, 0, start, state.limit);
    const behind = next && writeCursor(scanIdentity(state), next);
    if (failed) throw stoppedAt(failed, items, behind);
    return { items: items as Item[], ...(behind && { cursor: behind }) };
  }

  /** All items, or as many as the limit says. */
  async all(): Promise<Item[]> {
    const { segments, limit } = this.state;
    const parts = Array.from({ length: segments }, (): Item[] => []);
    try {
      await Promise.all(parts.map((items, segment) => this.#segment(segment, items)));
    } catch (error) {
      throw stoppedAt(error, parts.flat(), cursorOf(error));
    }
    return parts.flat().slice(0, limit);
  }

  /** How many items there are, or the limit where there are more. */
  async count(): Promise<number> {
    return (await this.all()).length;
  }

  /** Reads page after page, as the items are consumed. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    const { segments } = this.state;
    for (let segment = 0; segment < segments; segment++) yield* this.#items(segment);
  }

  async #segment(segment: number, items: Item[]): Promise<void> {
    for await (const item of this.#items(segment)) items.push(item);
  }

  /** One segment of several has no cursor. */
  #cursor(next: ItemKey | undefined): string | undefined {
    return next && this.state.segments === 1 ? writeCursor(scanIdentity(this.state), next) : undefined;
  }

  async *#items(segment: number): AsyncGenerator<Item, void, undefined> {
    let left = this.state.limit ?? Number.POSITIVE_INFINITY;
    let start: ItemKey | undefined;
    do {
      const { items, next, failed } = await readPage(this.state, segment, start, undefined);
      for (const item of items) {
        if (left-- <= 0) return;
        yield item as Item;
      }
      if (failed && left > 0) throw stoppedAt(failed, [], this.#cursor(next));
      start = next;
    } while (start && left > 0);
  }
}

const scanIdentity = ({ plan, service }: State): string =>
  JSON.stringify([plan.name, 'scan', tableName(service, plan.table.name)]);

/** Items that say to be of the entity, and those whose keys begin like its own: `readPage` tells which of them are. */
function ownKind({ name, table: { marker }, primary }: EntityPlan): ConditionNode | undefined {
  if (marker === undefined) return undefined;
  const begins = [primary.partition, primary.sort].flatMap((part): ConditionNode[] => {
    const prefix = part && ownPrefix(part.template);
    return prefix
      ? [{ text: 'begins_with(?, ?)', operands: [{ path: [part.attribute] }, { value: { S: prefix } }] }]
      : [];
  });
  const marked = equals([marker], { S: name });
  return begins.length === 0 ? undefined : combined('OR', [marked, combined('AND', begins)]);
}

function scanInput(state: State, segment: number, start: ItemKey | undefined): ScanCommandInput {
  const { service, plan, filter, consistent, selected, segments } = state;
  const { table } = plan;
  const aliases = makeAliases();
  const node = both(ownKind(plan), filter);
  const kept = [...keyNames(primaryTarget(plan)), ...(table.marker === undefined ? [] : [table.marker])];
  const always = kept.map((name) => [name]);
  return {
    TableName: tableName(service, table.name),
    ...(node && { FilterExpression: compileCondition(node, aliases) }),
    ...(selected && {
      Select: 'SPECIFIC_ATTRIBUTES',
      ProjectionExpression: outermost([...selected.map(({ path }) => path), ...always])
        .map(aliases.path)
        .join(', '),
    }),
    ...aliases.attributes(),
    ...(consistent && { ConsistentRead: true }),
    ...(segments > 1 && { Segment: segment, TotalSegments: segments }),
    ...(start && { ExclusiveStartKey: start }),
    ...commonInput(state),
  };
}

async function readPage(
  state: State,
  segment: number,
  start: ItemKey | undefined,
  limit: number | undefined,
): Promise<Batch> {
  const { plan, service } = state;
  const target = primaryTarget(plan);
  const destination = {
    entities: [plan.name],
    accessPattern: 'primary',
    operation: 'scan',
    owners: [{ scope: undefined }],
    writes: false,
  };
  const resource = tableName(service, plan.table.name);
  const details = () => ({
    ...{ entity: plan.name, operation: 'scan', action: 'dynamodb:Scan', resource },
    ...{ leadingKeys: [], patterns: [] },
  });
  const command = new ScanCommand(scanInput(state, segment, start));
  const output = await sendCommand<ScanCommandOutput>(state, command, destination, details);
  const items: unknown[] = [];
  for (const item of (output.Items ?? []) as StoredItem[]) {
    if (isOther(plan, item) || isGuardItem(item, plan.table.sortKey)) continue;
    const key = Object.fromEntries(keyNames(target).map((name) => [name, item[name]])) as ItemKey;
    const next = item === output.Items?.at(-1) ? (output.LastEvaluatedKey as ItemKey | undefined) : key;
    try {
      const read = readOne(state, item);
      if (read !== undefined) items.push(read);
    } catch (failed) {
      return { items, next, failed };
    }
    if (items.length === limit) return { items, next };
  }
  return { items, next: output.LastEvaluatedKey as ItemKey | undefined };
}

/** The item, or what takes its place; undefined where it is left out. */
function readOne(state: State, item: StoredItem): unknown {
  const { plan, selected } = state;
  try {
    return readItem(plan, { scope: undefined }, item, selected, undefined, true);
  } catch (error) {
    return replaceInvalid(state, item, error);
  }
}
