import type { ItemKey } from '../entity/key-values.js';
import { stoppedAt } from '../errors/stopped-at.js';
import { compareKeys } from '../key/compare.js';
import { type Position, readCursors, writeCursors } from './cursor.js';
import { countItems, readBatch } from './query-pages.js';
import { verifyStart } from './query-start.js';
import { type FanOut, keyNames, type QueryState, queryIdentity } from './query-state.js';

/** One partition on its way: what was read of it and not yet given. */
interface Lane {
  readonly state: QueryState;
  items: readonly unknown[];
  keys: readonly ItemKey[];
  /** The next item to give. */
  at: number;
  /** Where to read on; undefined at the start and at the end. */
  next: ItemKey | undefined;
  finished: boolean;
  /** The error of the item behind the last of `items`. */
  failed: unknown;
  /** The last item that was given. */
  position: Position;
  rounds: number;
}

/**
 * Reads all shards of a partition as one: each in its order, merged by sort key. The shards are read at the same time, a
 * page each, and only as far as the items are consumed. Items with one sort key come in the order of their shards.
 */
export const fanOut: FanOut = {
  async *batches(state, partitions) {
    const lanes = lanesOf(state, partitions);
    let left = state.limit ?? Number.POSITIVE_INFINITY;
    while (left > 0) {
      const items = await nextItems(lanes, state, left).catch((error: unknown) => stop(error, state, lanes, []));
      left -= items.length;
      if (items.length > 0) yield items;
      if (lanes.every(isDone)) return;
    }
  },

  async page(state, partitions, what, cursor) {
    const lanes = lanesOf(state, partitions);
    if (cursor !== undefined) {
      const positions = readCursors(what, cursor, queryIdentity(state), keyNames(state.target), partitions.length);
      lanes.forEach((lane, i) => {
        const position = positions[i];
        lane.position = position;
        lane.finished = position === 'end';
        if (typeof position === 'object') lane.next = verifyStart(lane.state, what, position);
      });
    }
    const { limit } = state;
    const items: unknown[] = [];
    do {
      const wanted = (limit ?? Number.POSITIVE_INFINITY) - items.length;
      items.push(
        ...(await nextItems(lanes, state, wanted).catch((error: unknown) => stop(error, state, lanes, items))),
      );
    } while (limit !== undefined && items.length < limit && !lanes.every(isDone));
    const next = cursorBehind(state, lanes);
    return { items, ...(next !== undefined && { cursor: next }) };
  },

  async count(state, partitions) {
    const counts = await Promise.all(lanesOf(state, partitions).map((lane) => countItems(lane.state)));
    const total = counts.reduce((sum, count) => sum + count, 0);
    return Math.min(total, state.limit ?? total);
  },
};

function lanesOf(state: QueryState, partitions: readonly string[]): Lane[] {
  const { shards: _, ...one } = state;
  return partitions.map((partition) => ({
    ...{ state: { ...one, partition }, items: [], keys: [], at: 0 },
    ...{ next: undefined, finished: false, failed: undefined, position: undefined, rounds: 0 },
  }));
}

const isDone = ({ finished, at, items }: Lane): boolean => finished && at === items.length;

/** Up to `wanted` items: as many as can be ordered by what one call for each shard without items gives. */
async function nextItems(lanes: readonly Lane[], state: QueryState, wanted: number): Promise<unknown[]> {
  const limit = wanted === Number.POSITIVE_INFINITY ? undefined : wanted;
  await Promise.all(lanes.map((lane) => fill(lane, limit)));
  const sort = state.target.key.sort?.attribute;
  const items: unknown[] = [];
  while (items.length < wanted) {
    // Behind the last item of an unfinished lane there may be smaller ones than the other lanes have.
    if (lanes.some((lane) => lane.at === lane.items.length && !lane.finished)) break;
    const lane = first(lanes, sort, state.reverse ?? false);
    if (lane === undefined) break;
    items.push(lane.items[lane.at]);
    lane.position = lane.keys[lane.at];
    lane.at++;
  }
  return items;
}

function cursorBehind(state: QueryState, lanes: readonly Lane[]): string | undefined {
  if (lanes.every(isDone)) return undefined;
  return writeCursors(
    queryIdentity(state),
    lanes.map((lane) => (isDone(lane) ? 'end' : lane.position)),
  );
}

function stop(error: unknown, state: QueryState, lanes: readonly Lane[], items: readonly unknown[]): never {
  throw stoppedAt(error, items, cursorBehind(state, lanes));
}

/** Throws the error of an item when it is its turn: the lane then goes on behind it. */
function throwFailed(lane: Lane): void {
  const { failed } = lane;
  if (failed === undefined) return;
  Object.assign(lane, { failed: undefined, position: lane.next, finished: lane.next === undefined });
  throw failed;
}

async function fill(lane: Lane, limit: number | undefined): Promise<void> {
  while (lane.at === lane.items.length && !lane.finished) {
    throwFailed(lane);
    const keys: ItemKey[] = [];
    const batch = await readBatch(lane.state, lane.next, limit, lane.rounds++, keys);
    lane.items = batch.items;
    lane.keys = keys;
    lane.at = 0;
    lane.next = batch.next;
    lane.failed = batch.failed;
    lane.finished = batch.next === undefined && batch.failed === undefined;
  }
}

function first(lanes: readonly Lane[], sort: string | undefined, reverse: boolean): Lane | undefined {
  let found: Lane | undefined;
  let least = '';
  for (const lane of lanes) {
    const key = lane.keys[lane.at];
    if (key === undefined || lane.at === lane.items.length) continue;
    const text = sort === undefined ? '' : (key[sort]?.S ?? '');
    const order = compareKeys(text, least) * (reverse ? -1 : 1);
    if (found !== undefined && order >= 0) continue;
    found = lane;
    least = text;
  }
  return found;
}
