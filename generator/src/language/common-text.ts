import type { Automaton } from './automaton.js';
import { sample } from './char-set.js';
import { readings } from './product.js';

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
      for (const [one, other, set] of readings(a.edges[left] ?? [], b.edges[right] ?? [])) {
        visit(one * width + other, text + sample(set), next);
      }
    }
    level = next;
  }
  return undefined;
}
