import { addEntry, type StackEntry, samePlace } from './entries.js';
import type { Context, Handler, Stack } from './sdk.js';

/** In which order the middleware of a stack is called: places in the list of its entries, the outermost first. */
export type Order = readonly number[];

/** The order that `joined` would resolve the entries to, found by letting it sort marks in their place. */
export function findOrder(joined: Stack, entries: readonly StackEntry[]): Order | undefined {
  const order: number[] = [];
  for (const { middleware } of entries) joined.remove(middleware);
  entries.forEach(({ place }, i) => {
    const mark = (next: Handler): Handler => {
      order.unshift(i);
      return next;
    };
    addEntry(joined, mark, place);
  });
  const end: Handler = () => Promise.reject();
  // Another handler comes back where instrumentation wraps what a stack resolves to: that must go on as it does.
  return joined.resolve(end, {} as Context) === end && order.length === entries.length ? order : undefined;
}

export function samePlaces(a: readonly StackEntry[], b: readonly StackEntry[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++)
    if (!samePlace((a[i] as StackEntry).place, (b[i] as StackEntry).place)) return false;
  return true;
}
