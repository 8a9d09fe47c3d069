import { alphabetOf, type Chain, reads, worthTrying } from './chain.js';

/** A pair of states, and the character that led to it. */
interface Node {
  readonly one: number;
  readonly other: number;
  readonly from: Node | undefined;
  readonly character: string;
}

/** Returns a shortest text of both chains; undefined proves that there is none. */
export function commonText(a: Chain, b: Chain): string | undefined {
  const start = commonLiteral(a, b);
  if (start === undefined) return undefined;
  // Most pairs are decided by their literals: the alphabet is only made for the others.
  let alphabet: readonly string[] | undefined;
  const seen = new Set<string>();
  let level: readonly Node[] = [{ one: start, other: start, from: undefined, character: '' }];
  while (level.length > 0) {
    const next: Node[] = [];
    const queue = [...level];
    for (let i = 0; i < queue.length; i++) {
      const node = queue[i] as Node;
      const id = `${node.one},${node.other}`;
      if (seen.has(id)) continue;
      seen.add(id);
      const one = a[node.one];
      const other = b[node.other];
      if (one === undefined && other === undefined) return spell(node, a.slice(0, start));
      // A loop may be left without reading.
      if (one?.loop) queue.push({ ...node, one: node.one + 1 });
      if (other?.loop) queue.push({ ...node, other: node.other + 1 });
      if (one === undefined || other === undefined) continue;
      alphabet ??= alphabetOf([a, b]);
      for (const character of worthTrying(alphabet, one, other)) {
        if (!reads(one, character) || !reads(other, character)) continue;
        next.push({
          one: one.loop ? node.one : node.one + 1,
          other: other.loop ? node.other : node.other + 1,
          from: node,
          character,
        });
      }
    }
    level = next;
  }
  return undefined;
}

/** Counts the steps that both begin with alike, as literals; undefined where the next ones cannot meet. */
function commonLiteral(a: Chain, b: Chain): number | undefined {
  for (let i = 0; ; i++) {
    const one = a[i];
    const other = b[i];
    if (one === undefined || other === undefined) return (one ?? other ?? { loop: true }).loop ? i : undefined;
    if (one.character === undefined || other.character === undefined) return i;
    if (one.character !== other.character) return undefined;
  }
}

function spell(end: Node, before: Chain): string {
  let text = '';
  for (let node: Node | undefined = end; node !== undefined; node = node.from) text = node.character + text;
  return before.map(({ character }) => character).join('') + text;
}
