import { compareCodeUnits } from '../text/order.js';

/** Names in code-unit order: maps have no order, and no locale may give them one. */
export const inOrder = (names: Iterable<string>): string[] => [...names].sort(compareCodeUnits);

/** The entries of a schema's map in code-unit order of their names. */
export function entriesInOrder<Value>(
  map: { readonly [name: string]: Value } | undefined,
): [name: string, value: Value][] {
  return map === undefined ? [] : inOrder(Object.keys(map)).map((name) => [name, map[name] as Value]);
}
