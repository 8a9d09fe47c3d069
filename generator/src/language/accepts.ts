import type { Automaton } from './automaton.js';
import { automatonUpTo } from './build-automaton.js';
import { contains } from './char-set.js';
import type { Language } from './language.js';

/** Returns whether a language holds a text: exactly, unlike its automaton, which may accept more. */
export function accepts(language: Language, text: string): boolean {
  const { edges, accept } = automatonUpTo(language, text.length + 1);
  let states = closure(edges, new Set([0]));
  for (const character of text) {
    const next = new Set<number>();
    for (const at of states) {
      for (const { to, set } of edges[at] ?? []) {
        if (set !== undefined && contains(set, character)) next.add(to);
      }
    }
    if (next.size === 0) return false;
    states = closure(edges, next);
  }
  return states.has(accept);
}

function closure(edges: Automaton['edges'], states: Set<number>): Set<number> {
  for (const at of states) {
    for (const { to, set } of edges[at] ?? []) if (set === undefined) states.add(to);
  }
  return states;
}
