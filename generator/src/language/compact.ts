import type { Automaton, Edge } from './automaton.js';

/** The same automaton without steps that read nothing, but for those into its end, and without states that lead nowhere. */
export function compact({ edges, accept }: Automaton): Automaton {
  const numbers = new Map<number, number>([[0, 1]]);
  const pending = [0];
  const numberOf = (state: number): number => {
    const known = numbers.get(state);
    if (known !== undefined) return known;
    numbers.set(state, numbers.size + 1);
    pending.push(state);
    return numbers.size;
  };
  const found: Edge[][] = [];
  // State 0 of the result is the end for now, so that the number of states need not be known.
  for (const state of pending) {
    const reached = silently(edges, state);
    const own: Edge[] = reached.has(accept) ? [{ to: 0, set: undefined }] : [];
    for (const at of reached) {
      for (const { to, set } of edges[at] ?? []) if (set !== undefined) own.push({ to: numberOf(to), set });
    }
    found.push(own);
  }
  const alive = aliveStates(found);
  // The end goes last, the start first.
  const moved = (to: number): number => (to === 0 ? found.length : to - 1);
  const kept = found.map((own) => own.filter(({ to }) => alive.has(to)).map(({ to, set }) => ({ to: moved(to), set })));
  return { edges: [...kept, []], accept: found.length };
}

/** The states that are reached without reading. */
function silently(edges: Automaton['edges'], from: number): ReadonlySet<number> {
  const reached = new Set([from]);
  for (const at of reached) for (const { to, set } of edges[at] ?? []) if (set === undefined) reached.add(to);
  return reached;
}

/** The states from which the end, state 0, is reached; state `i + 1` has the edges `found[i]`. */
function aliveStates(found: readonly (readonly Edge[])[]): ReadonlySet<number> {
  const before = new Map<number, number[]>();
  found.forEach((own, i) => {
    for (const { to } of own) before.set(to, [...(before.get(to) ?? []), i + 1]);
  });
  const alive = new Set([0]);
  for (const at of alive) for (const from of before.get(at) ?? []) alive.add(from);
  return alive;
}
