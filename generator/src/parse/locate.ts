import type { Alias, Node, Pair, Scalar } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { SourceLocation } from '../diagnostics/diagnostic.js';
import type { Path } from '../diagnostics/path.js';
import { keyText } from './plain-value.js';
import type { Part, TextRange } from './schema-document.js';
import type { SourcePositions } from './source-positions.js';

/** The nodes that a path leads to: the name and the value as written, before aliases are followed. */
interface Target {
  readonly key: Node | undefined;
  readonly value: Node | null | undefined;
}

/** A parsed text: its nodes, and what its aliases stand for. */
export interface Nodes {
  readonly contents: Node;
  readonly targets: ReadonlyMap<Alias, Node>;
}

/** Finds the text of a path in a YAML document. */
export function locateIn(
  nodes: Nodes,
  positions: SourcePositions,
  path: Path,
  part: Part,
  range: TextRange | undefined,
): SourceLocation {
  const { target, exact } = walk(nodes, path);
  const { key, value } = target;
  if (part === 'value' && exact && value?.range && !isCollection(value) && value.range[1] > value.range[0]) {
    const inside = range === undefined ? undefined : rangeInside(value, positions, range);
    return positions.at(...(inside ?? [value.range[0], value.range[1]]));
  }
  const node = key ?? firstKey(value) ?? value;
  const [start, end] = node?.range ?? [0, 0];
  return positions.at(start, end);
}

const isCollection = (node: Node): boolean => (isMap(node) || isSeq(node)) && !(node as { flow?: boolean }).flow;

/** Follows the path as far as it goes; `exact` tells whether that was to its end. */
function walk(nodes: Nodes, path: Path): { target: Target; exact: boolean } {
  let target: Target = { key: undefined, value: nodes.contents };
  for (const step of path) {
    const next = child(resolve(nodes, target.value), step);
    if (next === undefined) return { target, exact: false };
    target = next;
  }
  return { target, exact: true };
}

function resolve(nodes: Nodes, node: Node | null | undefined): Node | null | undefined {
  return isAlias(node) ? nodes.targets.get(node) : node;
}

function child(node: Node | null | undefined, step: string | number): Target | undefined {
  if (isSeq(node) && typeof step === 'number') {
    const value = node.items[step] as Node | null | undefined;
    return value === undefined ? undefined : { key: undefined, value };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => keyText(item.key) === String(step)) as Pair<Node, Node | null> | undefined;
  return pair === undefined ? undefined : { key: pair.key, value: pair.value };
}

/** For a block map without a name of its own, such as a list element. */
function firstKey(node: Node | null | undefined): Node | undefined {
  return isMap(node) && !(node as { flow?: boolean }).flow ? (node.items[0]?.key as Node | undefined) : undefined;
}

/** The offsets of a part of a string value, where the text is written one to one; undefined where escapes or folds are in the way. */
function rangeInside(node: Node, positions: SourcePositions, range: TextRange): [number, number] | undefined {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return undefined;
  const quoted = (node as Scalar).type === 'QUOTE_DOUBLE' || (node as Scalar).type === 'QUOTE_SINGLE';
  const start = node.range[0] + (quoted ? 1 : 0);
  if (!positions.text.startsWith(node.value, start)) return undefined;
  return [start + range.offset, start + range.offset + Math.max(1, range.length)];
}
