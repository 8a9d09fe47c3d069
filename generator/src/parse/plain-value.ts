import type { Alias, Document, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Code } from '../diagnostics/codes.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourcePositions } from './source-positions.js';

/** Nesting beyond this is a mistake or an attack: the deepest form of the language needs about ten levels. */
const MAXIMUM_DEPTH = 64;

/** Values that aliases stand for, all together: a schema of 1,000 entities has about 50,000 in all. */
const MAXIMUM_EXPANDED = 100_000;

interface Conversion {
  readonly positions: SourcePositions;
  readonly diagnostics: Diagnostic[];
  /** The latest node of each anchor, in document order. */
  readonly anchors: Map<string, Node>;
  readonly targets: Map<Alias, Node>;
  /** The anchored nodes being converted, to find an alias inside its own anchor. */
  readonly open: Set<Node>;
  /** How many aliases lead here: anchors count where they are written, not where they are used. */
  expanding: number;
  expanded: number;
  /** Nodes with a problem: aliases meet the same one again and again. */
  readonly reported: Set<Node>;
  /** Every value is there. */
  complete: boolean;
}

/**
 * YAML nodes as plain data: maps without prototype, lists, scalars. Names given twice, keys that are no text, aliases
 * that lead to themselves and expansions without measure become diagnostics.
 */
export function plainValue(document: Document, positions: SourcePositions, diagnostics: Diagnostic[]): PlainValue {
  const targets = new Map<Alias, Node>();
  const conversion: Conversion = {
    positions,
    diagnostics,
    anchors: new Map(),
    targets,
    open: new Set(),
    expanding: 0,
    expanded: 0,
    reported: new Set(),
    complete: true,
  };
  const value = convert(document.contents as Node | null, 0, conversion);
  return { value, complete: conversion.complete, targets };
}

export interface PlainValue {
  readonly value: unknown;
  readonly complete: boolean;
  /** The node behind each alias. */
  readonly targets: ReadonlyMap<Alias, Node>;
}

function convert(node: Node | null, depth: number, conversion: Conversion): unknown {
  if (conversion.expanding > 0) conversion.expanded += 1;
  if (conversion.expanded > MAXIMUM_EXPANDED) return undefined;
  if (node !== null && depth > MAXIMUM_DEPTH) {
    report(conversion, node, 'schema.too-deep', `Values are nested more than ${MAXIMUM_DEPTH} levels deep here.`, {
      hint: 'Give inner maps a name under `types` and refer to them by it.',
    });
    return undefined;
  }
  if (isAlias(node)) return convertAlias(node, depth, conversion);
  if (isScalar(node)) {
    if (node.anchor && conversion.expanding === 0) conversion.anchors.set(node.anchor, node);
    return scalarValue(node);
  }
  return isMap(node) || isSeq(node) ? convertCollection(node as Collection, depth, conversion) : null;
}

type Collection = YAMLMap<Node, Node | null> | YAMLSeq<Node | null>;

function convertCollection(node: Collection, depth: number, conversion: Conversion): unknown {
  if (node.anchor && conversion.expanding === 0) conversion.anchors.set(node.anchor, node);
  if (node.anchor) conversion.open.add(node);
  const value = isMap(node)
    ? convertMap(node as YAMLMap<Node, Node | null>, depth, conversion)
    : (node.items as (Node | null)[]).map((item) => convert(item, depth + 1, conversion));
  conversion.open.delete(node);
  return value;
}

/** Whole numbers beyond 2^53 keep their text, so that no digit is lost before the shape is checked. */
function scalarValue(scalar: Scalar): unknown {
  const { value, source } = scalar;
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) return source ?? value;
  return value;
}

function convertAlias(alias: Alias, depth: number, conversion: Conversion): unknown {
  const target = conversion.targets.get(alias) ?? conversion.anchors.get(alias.source);
  if (target === undefined) {
    report(
      conversion,
      alias,
      'schema.alias',
      `The alias \`*${alias.source}\` has no anchor \`&${alias.source}\` before it.`,
      {
        hint: 'Put a text that begins with `*` in quotes.',
      },
    );
    return undefined;
  }
  if (conversion.open.has(target)) {
    report(conversion, alias, 'schema.alias', `The alias \`*${alias.source}\` is inside its own anchor.`, {
      why: 'It would never end.',
      hint: 'Write the value out, or use a name under `types`.',
    });
    return undefined;
  }
  conversion.targets.set(alias, target);
  const before = conversion.expanded;
  conversion.expanding += 1;
  const value = convert(target, depth, conversion);
  conversion.expanding -= 1;
  if (conversion.expanded > MAXIMUM_EXPANDED && before <= MAXIMUM_EXPANDED && conversion.expanding === 0) {
    report(conversion, alias, 'schema.alias', `Aliases expand to more than ${MAXIMUM_EXPANDED} values here.`, {
      why: 'A schema of that size is a mistake or an attack.',
      hint: 'Write the values out, or use a name under `types`.',
    });
  }
  return value;
}

function convertMap(map: YAMLMap<Node, Node | null>, depth: number, conversion: Conversion): unknown {
  const result: { [key: string]: unknown } = Object.create(null);
  const first = new Map<string, Pair<Node, Node | null>>();
  for (const pair of map.items) {
    const key = keyText(pair.key);
    if (key === undefined) {
      report(conversion, pair.key, 'schema.key', 'A name must be plain text here.', {
        hint: 'Put text that contains `{` or `[` in quotes.',
      });
      continue;
    }
    const earlier = first.get(key);
    if (earlier !== undefined) {
      const where = nodeLocation(conversion, earlier.key);
      report(conversion, pair.key, 'schema.duplicate-name', `\`${key}\` is given twice in one map.`, {
        hint: 'Remove one of them, or give it another name.',
        related: [{ where, note: 'first given here' }],
      });
      continue;
    }
    first.set(key, pair);
    result[key] = convert(pair.value, depth + 1, conversion);
  }
  return result;
}

/** The text of a map key; undefined for lists, maps and aliases. */
export function keyText(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

const nodeLocation = (conversion: Conversion, node: Node): Diagnostic['where'] & object => {
  const [start, end] = node.range ?? [0, 0];
  return conversion.positions.at(start, end);
};

function report(
  conversion: Conversion,
  node: Node,
  code: Code,
  summary: string,
  more: Pick<Diagnostic, 'why' | 'hint' | 'related'> = {},
): void {
  if (code !== 'schema.duplicate-name') conversion.complete = false;
  if (conversion.reported.has(node)) return;
  conversion.reported.add(node);
  conversion.diagnostics.push({ code, severity: 'error', where: nodeLocation(conversion, node), summary, ...more });
}
