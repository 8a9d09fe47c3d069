import type { QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import type { StoredItem } from '../entity/encode-item.js';
import type { ItemKey } from '../entity/key-values.js';
import { QueryCommand } from '../wire/commands.js';
import { replaceInvalid } from './common.js';
import { keyNames, type QueryState, queryDestination, queryDetails, queryInput } from './query-state.js';
import { sendCommand } from './send.js';

/** Some items of a query and where it goes on. */
export interface Batch {
  readonly items: readonly unknown[];
  /** Absent at the end. */
  readonly next: ItemKey | undefined;
  /** The error of an item that ends the batch; `next` lies behind it. */
  readonly failed?: unknown;
}

/** With a filter, most items may be held back: more are looked at in one call, up to this many. */
const MOST_LOOKED_AT = 1000;

/**
 * One call. Gives at most `wanted` items; `round` counts the calls of the same wish, so that a filter that lets little
 * through does not need one call for each item. `keys` takes the keys of the items.
 */
export async function readBatch(
  state: QueryState,
  start: ItemKey | undefined,
  wanted: number | undefined,
  round: number,
  keys?: ItemKey[],
): Promise<Batch> {
  const { target } = state;
  const command = new QueryCommand(queryInput(state, start, lookedAt(state, wanted, round)));
  const output = await sendCommand<QueryCommandOutput>(state, command, queryDestination(state), () =>
    queryDetails(state),
  );
  const found = output.Items ?? [];
  const next = output.LastEvaluatedKey as ItemKey | undefined;
  const items: unknown[] = [];
  for (let i = 0; i < found.length; i++) {
    const item = found[i] as StoredItem;
    if (target.skips?.(item)) continue;
    const last = i === found.length - 1;
    let read: unknown;
    try {
      read = readOne(state, item);
    } catch (failed) {
      return { items, next: last ? next : keyOfItem(state, item), failed };
    }
    if (read === undefined) continue;
    items.push(read);
    keys?.push(keyOfItem(state, item));
    if (items.length !== wanted || last) continue;
    return { items, next: keyOfItem(state, item) };
  }
  return { items, next };
}

/** The item, or what takes its place; undefined where it is left out. */
export function readOne(state: QueryState, item: StoredItem): unknown {
  try {
    return state.target.read(state.owner, item, state.selected);
  } catch (error) {
    return replaceInvalid(state, item, error);
  }
}

function lookedAt({ filter, target }: QueryState, wanted: number | undefined, round: number): number | undefined {
  if (wanted === undefined) return undefined;
  const filtered = filter !== undefined || target.skips !== undefined;
  return filtered ? Math.max(wanted, Math.min(MOST_LOOKED_AT, wanted * 4 ** (round + 1))) : wanted;
}

function keyOfItem({ target }: QueryState, item: StoredItem): ItemKey {
  return Object.fromEntries(keyNames(target).map((name) => [name, item[name]])) as ItemKey;
}

/**
 * Counts without reading the items over the network. Of an index it reads their keys, at the same capacity: another tenant
 * can place its items there, and DynamoDB would count them.
 */
export async function countItems(state: QueryState): Promise<number> {
  const { target, owner } = state;
  const counted = target.verify ? { ...state, selected: [] } : state;
  const most = state.limit ?? Number.POSITIVE_INFINITY;
  let count = 0;
  let start: ItemKey | undefined;
  do {
    const command = new QueryCommand(queryInput(counted, start, undefined, target.verify ? undefined : 'COUNT'));
    const output = await sendCommand<QueryCommandOutput>(state, command, queryDestination(state), () =>
      queryDetails(state),
    );
    for (const item of (output.Items ?? []).slice(0, most - count)) target.verify?.(owner, item);
    count += output.Count ?? 0;
    start = output.LastEvaluatedKey as ItemKey | undefined;
  } while (start && count < most);
  return Math.min(count, most);
}

/** All items as they are stored, of a query whose items are of several kinds. */
export async function* readRaw(state: QueryState): AsyncGenerator<StoredItem, void, undefined> {
  let start: ItemKey | undefined;
  do {
    const command = new QueryCommand(queryInput(state, start));
    const output = await sendCommand<QueryCommandOutput>(state, command, queryDestination(state), () =>
      queryDetails(state),
    );
    yield* (output.Items ?? []) as StoredItem[];
    start = output.LastEvaluatedKey as ItemKey | undefined;
  } while (start);
}
