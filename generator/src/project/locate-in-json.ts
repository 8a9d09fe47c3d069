import { isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import type { SourceLocation } from '../diagnostics/diagnostic.js';

/** The place of `Statement[0].Condition` in a JSON text: the name of the property, else the whole file. */
export function locateInJson(file: string, text: string, path: string): SourceLocation {
  const steps = [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([name, index]) =>
    index === undefined ? name : Number(index),
  );
  const lines = new LineCounter();
  // JSON is YAML but for tabs, which are white space here.
  const document = parseDocument(text.replaceAll('\t', ' '), { lineCounter: lines, logLevel: 'silent' });
  // A single statement may stand without a list.
  for (const way of [steps, steps.filter((step) => typeof step === 'string')]) {
    for (let depth = way.length; depth > 0; depth -= 1) {
      const range = rangeOf(document.getIn(way.slice(0, depth - 1), true), way[depth - 1]);
      if (range === undefined) continue;
      const { line, col } = lines.linePos(range[0]);
      return { file, line, column: col, length: Math.max(1, range[1] - range[0]) };
    }
  }
  return { file, line: 1, column: 1, length: 0 };
}

/** Where the property's name, or the first character of the list's element, stands. */
function rangeOf(parent: unknown, step: string | number | undefined): readonly [number, number] | undefined {
  const items: readonly unknown[] =
    typeof parent === 'object' && parent !== null && 'items' in parent ? (parent.items as unknown[]) : [];
  if (typeof step === 'number') {
    const element = items[step];
    const range =
      typeof element === 'object' && element !== null && 'range' in element
        ? (element.range as [number, number])
        : undefined;
    return range && [range[0], range[0] + 1];
  }
  const pair = items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step);
  const range = isPair(pair) && isScalar(pair.key) ? pair.key.range : undefined;
  return range ? [range[0], range[1]] : undefined;
}
