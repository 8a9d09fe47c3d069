import type { Node, Pair } from 'yaml';
import { isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';

/** A schema with one mistake in it. */
export interface Mistake {
  readonly kind: 'deleted' | 'wrong type' | 'doubled letter' | 'swapped letters' | 'swapped values';
  /** The name or value that it happened to. */
  readonly word: string;
  /** Where a reader would look for it. */
  readonly lines: readonly number[];
  readonly text: string;
}

type Range = readonly [number, number];

/** Mistakes of one hand: a part left out, a value of another kind, a slip of a letter, two values the wrong way round. */
export function mistakesIn(source: string): readonly Mistake[] {
  const found: Mistake[] = [];
  const lineAt = (offset: number): number => source.slice(0, offset).split('\n').length;
  const put = (kind: Mistake['kind'], word: string, [from, to]: Range, text: string, at = from): void => {
    found.push({ kind, word, lines: [lineAt(at)], text: source.slice(0, from) + text + source.slice(to) });
  };
  const slip = (range: Range): void => {
    const [from, to] = range;
    const match = /[A-Za-z]{3,}/.exec(source.slice(from, to));
    if (match === null) return;
    const [word] = match;
    const [, second = '', third = ''] = word;
    const at = from + match.index + 1;
    put('doubled letter', word, [at, at], second);
    if (second !== third) put('swapped letters', word, [at, at + 2], third + second);
  };
  visit(parseDocument(source), {
    Pair(_, pair, path) {
      const { key, value } = pair as Pair<Node, Node | null>;
      if (!isScalar(key) || !key.range || !value?.range) return;
      const word = String(key.value);
      const [from, to] = [value.range[0], value.range[1]];
      put('deleted', word, deletion(source, key.range[0], to, isFlow(path.at(-1))), '', key.range[0]);
      if (isScalar(value) && to > from) {
        for (const other of ['[]', '{}', '12', 'true', '']) put('wrong type', word, [from, to], other);
        slip([from, to]);
      } else if (isFlow(value)) {
        for (const other of ['text', '12']) put('wrong type', word, [from, to], other);
      }
    },
    Map(_, { items }) {
      const scalars = (items as Pair<Node, Node | null>[]).filter(({ value }) => isScalar(value));
      scalars.slice(1).forEach(({ value }, i) => {
        const [a, b] = [scalars[i]?.value?.range, value?.range];
        if (a && b) found.push(swapped(source, [a[0], a[1]], [b[0], b[1]], lineAt));
      });
    },
    Seq(_, { items }) {
      for (const item of items) {
        if (!isScalar(item) || !item.range) continue;
        put('wrong type', String(item.value), [item.range[0], item.range[1]], '{}');
        slip([item.range[0], item.range[1]]);
      }
    },
  });
  return found;
}

const isFlow = (node: unknown): boolean => (isMap(node) || isSeq(node)) && node.flow === true;

/** Between braces up to the next part, else whole lines. */
function deletion(source: string, from: number, to: number, flow: boolean): Range {
  if (flow) return [from, to + (/^\s*,?\s*/.exec(source.slice(to))?.[0].length ?? 0)];
  return [source.lastIndexOf('\n', from) + 1, source.indexOf('\n', to - 1) + 1];
}

function swapped(source: string, a: Range, b: Range, lineAt: (offset: number) => number): Mistake {
  const between = source.slice(a[1], b[0]);
  const text = source.slice(0, a[0]) + source.slice(...b) + between + source.slice(...a) + source.slice(b[1]);
  return { kind: 'swapped values', word: source.slice(...a), lines: [lineAt(a[0]), lineAt(b[0])], text };
}
