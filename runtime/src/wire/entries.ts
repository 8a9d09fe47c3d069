import type { Middleware, Place, Stack } from './sdk.js';

/** One middleware of a stack and where it stands there. */
export interface StackEntry {
  readonly middleware: Middleware;
  readonly place: Place;
}

/** Returns the entries of stacks, in the order in which they were added: of each, those with a step of their own first. */
export function entriesOf(...stacks: readonly Stack[]): StackEntry[] {
  const entries: StackEntry[] = [];
  const add = (middleware: Middleware, place: Place): void => void entries.push({ middleware, place });
  for (const stack of stacks) stack.applyToStack({ add, addRelativeTo: add });
  return entries;
}

export function addEntry(stack: Stack, middleware: Middleware, place: Place): void {
  const options = { ...place, middleware };
  if (place.relation === undefined) stack.add(middleware, options);
  else stack.addRelativeTo(middleware, options);
}

export function samePlace(a: Place, b: Place): boolean {
  return (
    a.name === b.name &&
    a.step === b.step &&
    a.priority === b.priority &&
    a.relation === b.relation &&
    a.toMiddleware === b.toMiddleware &&
    a.aliases === b.aliases
  );
}
