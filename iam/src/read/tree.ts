import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
} from 'yaml';

export type Path = readonly (string | number)[];

/** A 1-based place in a text, with the length to underline. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** A JSON or YAML text as plain values, with the position of each. */
export interface Tree {
  readonly value: unknown;
  /** Returns the position of a value, or of its nearest parent that stands in the text. */
  locate(path: Path): Position;
}

export interface TreeProblem {
  readonly message: string;
  readonly position: Position;
}

/** Aliases may repeat each other without end; no template needs as many. */
const MOST_ALIASES = 2_000;

/** Reads a text; a syntax error or a repeated key is a problem, because AWS and this reader could then differ. */
export function readTree(text: string): Tree | TreeProblem {
  const lines = new LineCounter();
  // JSON is YAML but for tabs, which are white space here.
  const plain = text.replace(/^\uFEFF/, ' ').replaceAll('\t', ' ');
  const document = parseDocument(plain, { lineCounter: lines, logLevel: 'error' });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    const message = (error.message.split('\n', 1)[0] ?? error.code).replace(/ at line \d+, column \d+:?$/, '');
    return { message: message.replace(/\.?$/, '.'), position: { line, column: col, length: 1 } };
  }
  const reader = new Values(document);
  const value = reader.read(document.contents);
  if (reader.left < 0) return { message: 'Its aliases repeat too many values.', position: START };
  return { value, locate: (path) => positionOf(document, lines, path) };
}

export const isProblem = (tree: Tree | TreeProblem): tree is TreeProblem => 'message' in tree;

const START: Position = { line: 1, column: 1, length: 0 };

/** Turns nodes into plain values; keys and numbers keep their text, as CloudFormation reads `Null:` and account ids. */
class Values {
  left = MOST_ALIASES;

  readonly #document: Document;

  constructor(document: Document) {
    this.#document = document;
  }

  read(node: unknown): unknown {
    if (isAlias(node)) this.left -= 1;
    if (this.left < 0 || !isNode(node)) return null;
    const source = isAlias(node) ? node.resolve(this.#document) : node;
    if (source === undefined) return null;
    const tag = isAlias(node) ? undefined : node.tag;
    const value = this.#plain(source);
    return tag?.startsWith('!') && !tag.startsWith('!!') ? longForm(tag, value) : value;
  }

  #plain(node: Node): unknown {
    if (isScalar(node)) return scalarValue(node);
    if (isSeq(node)) return node.items.map((item) => this.read(item));
    if (!isMap(node)) return null;
    const entries: [string, unknown][] = [];
    for (const { key, value } of node.items) {
      const name = keyText(key);
      if (name !== '<<') entries.push([name, this.read(value)]);
      else {
        const merged = this.read(value);
        for (const each of Array.isArray(merged) ? merged : [merged]) entries.unshift(...Object.entries(each ?? {}));
      }
    }
    return Object.fromEntries(entries);
  }
}

function scalarValue({ value, type, source }: Scalar): unknown {
  if (type !== 'PLAIN' || source === undefined) return value;
  return typeof value === 'boolean' || value === null ? value : isShortNumber(source) ? Number(source) : source;
}

/** Account ids and the like keep leading zeros. */
const isShortNumber = (source: string): boolean => /^-?(?:0|[1-9]\d{0,8})(?:\.\d+)?$/.test(source);

const keyText = (key: unknown): string => (isScalar(key) ? (key.source ?? String(key.value)) : String(key));

/** Returns the long form of a CloudFormation short tag: `!Sub x` is `{ "Fn::Sub": x }`. */
function longForm(tag: string, value: unknown): unknown {
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name !== 'GetAtt' || typeof value !== 'string') return { [`Fn::${name}`]: value };
  const [resource = '', ...attribute] = value.split('.');
  return { 'Fn::GetAtt': [resource, attribute.join('.')] };
}

function positionOf(document: Document, lines: LineCounter, path: Path): Position {
  let node: unknown = document.contents;
  let found: readonly [number, number] | undefined;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    const next: readonly [unknown, readonly [number, number] | undefined] | undefined = stepInto(node, step);
    if (next === undefined) break;
    [node, found] = [next[0], next[1] ?? found];
  }
  if (found === undefined) return START;
  const { line, col } = lines.linePos(found[0]);
  return { line, column: col, length: Math.max(1, found[1] - found[0]) };
}

/** Returns the value at one step of a path, and the range of the property's name or of the element. */
function stepInto(
  node: unknown,
  step: string | number,
): readonly [unknown, readonly [number, number] | undefined] | undefined {
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step];
    return isNode(item) ? [item, item.range ? [item.range[0], item.range[0] + 1] : undefined] : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isPair(item) && keyText(item.key) === String(step));
  if (pair === undefined) return undefined;
  const { key, value } = pair;
  const range = isNode(key) && key.range ? ([key.range[0], key.range[1]] as const) : undefined;
  return [value, range];
}
