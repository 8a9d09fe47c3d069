import type { CharSet } from './char-set.js';
import { intersection, sample } from './char-set.js';
import type { Language } from './language.js';
import { exactly } from './language.js';

interface Edge {
  readonly to: number;
  /** The characters that the edge reads; undefined reads nothing. */
  readonly set: CharSet | undefined;
}

/** A non-deterministic automaton: state 0 is the start, `accept` the only end. */
export interface Automaton {
  readonly edges: readonly (readonly Edge[])[];
  readonly accept: number;
}

export function automaton(language: Language): Automaton {
  const edges: Edge[][] = [[]];
  const state = (): number => edges.push([]) - 1;
  const connect = (from: number, to: number, set?: CharSet): void => {
    edges[from]?.push({ to, set });
  };
  /** Appends a language behind a state and gives the state after it. */
  const append = (from: number, part: Language): number => {
    if (part.kind === 'sequence') return part.parts.reduce(append, from);
    const end = state();
    if (part.kind === 'choice') {
      for (const option of part.options) {
        const start = state();
        connect(from, start);
        connect(append(start, option), end);
      }
      return end;
    }
    let current = from;
    for (let i = 0; i < (part.max ?? part.min); i += 1) {
      if (i >= part.min) connect(current, end);
      const next = state();
      connect(current, next, part.set);
      current = next;
    }
    connect(current, end);
    if (part.max === undefined) {
      // The loop has a state of its own, so that it cannot be entered from the side.
      const loop = state();
      connect(current, loop);
      connect(loop, loop, part.set);
      connect(loop, end);
    }
    return end;
  };
  const accept = append(0, language);
  return { edges, accept };
}

/** A shortest text that both automata accept; undefined when there is none, which is then proved. */
export function commonText(a: Automaton, b: Automaton): string | undefined {
  const width = b.edges.length;
  const texts = new Map<number, string>([[0, '']]);
  // Pairs in order of the length of their texts: `next` holds those that are one character longer.
  let level: number[] = [0];
  while (level.length > 0) {
    const next: number[] = [];
    const visit = (pair: number, text: string, into: number[]): void => {
      if (texts.has(pair)) return;
      texts.set(pair, text);
      into.push(pair);
    };
    for (let i = 0; i < level.length; i += 1) {
      const pair = level[i] as number;
      const text = texts.get(pair) as string;
      const left = Math.floor(pair / width);
      const right = pair % width;
      if (left === a.accept && right === b.accept) return text;
      for (const edge of a.edges[left] ?? []) {
        if (edge.set === undefined) visit(edge.to * width + right, text, level);
      }
      for (const edge of b.edges[right] ?? []) {
        if (edge.set === undefined) visit(left * width + edge.to, text, level);
      }
      for (const one of a.edges[left] ?? []) {
        for (const other of b.edges[right] ?? []) {
          if (one.set === undefined || other.set === undefined) continue;
          const character = sample(intersection(one.set, other.set));
          if (character !== undefined) visit(one.to * width + other.to, text + character, next);
        }
      }
    }
    level = next;
  }
  return undefined;
}

export const accepts = (language: Language, text: string): boolean =>
  commonText(automaton(language), automaton(exactly(text))) !== undefined;
