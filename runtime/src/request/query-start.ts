import type { ItemKey } from '../entity/key-values.js';
import { ScopeViolation } from '../errors/scope-violation.js';
import { type Bounds, boundsOf } from '../key/bounds.js';
import { compareKeys } from '../key/compare.js';
import { matchKey } from '../key/match.js';
import { wholeRange } from '../key/range.js';
import { foreignCursor } from './cursor.js';
import type { QueryState } from './query-state.js';

/**
 * A cursor comes back from the caller's caller: its keys must lie in this query's partition, scope and range. A bound that
 * moved past the position, as the present time does, starts the query at that bound: undefined.
 */
export function verifyStart(state: QueryState, what: string, start: ItemKey): ItemKey | undefined {
  const { target, partition, owner } = state;
  if (start[target.key.partition.attribute]?.S !== partition) throw foreignCursor(what);
  const own = target.primary[0];
  const parameter = owner.scope?.parameter;
  if (own === undefined || parameter === undefined || !own.template.parameters.some(({ name }) => name === parameter))
    return inRange(state, what, start);
  if (matchKey(own.template, start[own.attribute]?.S ?? '')?.[parameter] === owner.value)
    return inRange(state, what, start);
  const { accessPattern, index } = target.key;
  const details = { entity: target.name, accessPattern, index, scope: owner.scope?.name ?? 'none' };
  throw new ScopeViolation(`${what}: this cursor points at an item of another owner.`, details);
}

function inRange({ target, range, reverse }: QueryState, what: string, start: ItemKey): ItemKey | undefined {
  const { sort } = target.key;
  if (sort === undefined) return start;
  const text = start[sort.attribute]?.S ?? '';
  if (sideOf(boundsOf(wholeRange(sort.template)), text) !== 0) throw foreignCursor(what);
  const side = sideOf(boundsOf(range), text, range.kind);
  if (side === 0) return start;
  // Behind the last key of the range there is nothing to go on with.
  if (side === (reverse ? -1 : 1)) throw foreignCursor(what);
  return undefined;
}

/** Returns whether a key lies before (-1), in (0) or behind (1) the bounds; a bound that is excluded lies outside. */
function sideOf({ low, high, open }: Bounds, text: string, kind?: string): -1 | 0 | 1 {
  const fromLow = compareKeys(text, low);
  if (fromLow < 0 || (kind === '>' && fromLow === 0)) return -1;
  const fromHigh = open ? -1 : compareKeys(text, high);
  return fromHigh > 0 || (kind === '<' && fromHigh === 0) ? 1 : 0;
}
