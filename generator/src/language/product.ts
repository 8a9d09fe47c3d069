import type { Automaton, Edge } from './automaton.js';
import type { CharSet } from './char-set.js';
import { intersection } from './char-set.js';

/** Builds the automaton of what both accept; undefined where it would have more states than `most`. */
export function product(a: Automaton, b: Automaton, most: number): Automaton | undefined {
  const width = b.edges.length;
  const numbers = new Map<number, number>([[0, 0]]);
  const pairs = [0];
  const edges: Edge[][] = [];
  const numberOf = (left: number, right: number): number => {
    const pair = left * width + right;
    const known = numbers.get(pair);
    if (known !== undefined) return known;
    numbers.set(pair, pairs.length);
    return pairs.push(pair) - 1;
  };
  for (let i = 0; i < pairs.length; i += 1) {
    if (pairs.length > most) return undefined;
    const [left, right] = [Math.floor((pairs[i] as number) / width), (pairs[i] as number) % width];
    const found: Edge[] = [];
    for (const edge of a.edges[left] ?? []) {
      if (edge.set === undefined) found.push({ to: numberOf(edge.to, right), set: undefined });
    }
    for (const edge of b.edges[right] ?? []) {
      if (edge.set === undefined) found.push({ to: numberOf(left, edge.to), set: undefined });
    }
    for (const [one, other, set] of readings(a.edges[left] ?? [], b.edges[right] ?? [])) {
      found.push({ to: numberOf(one, other), set });
    }
    edges.push(found);
  }
  // An end that is never reached is a state of its own without edges.
  const accept = numbers.get(a.accept * width + b.accept) ?? edges.push([]) - 1;
  return { edges, accept };
}

/** Lists what two states can read together: where each leads, and the characters. */
export function* readings(
  a: readonly Edge[],
  b: readonly Edge[],
): Generator<readonly [left: number, right: number, set: CharSet]> {
  for (const one of a) {
    for (const other of b) {
      if (one.set === undefined || other.set === undefined) continue;
      const set = one.set === other.set ? one.set : intersection(one.set, other.set);
      if (set.length > 0) yield [one.to, other.to, set];
    }
  }
}
