/** The width that emitted lines keep where there is a place to break them. */
export const LINE_WIDTH = 100;

/** Breaks the type arguments of an over-long declaration line, one a line: `): QueryRequest<…>;` or `: KeyCodec<…> =`. */
export function wrapLongLines(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.length > LINE_WIDTH && !/^\s*(\/?\*|\/\/)/.test(line) ? wrapTypeArguments(line) : line))
    .join('\n');
}

function wrapTypeArguments(line: string): string {
  const end = /^(.*>)(;| =| =>.*)?$/.exec(line);
  const open = end === null ? -1 : openingOfLast(end[1] as string);
  if (end === null || open < 0) return line;
  const indent = line.slice(0, line.length - line.trimStart().length);
  const args = splitArguments((end[1] as string).slice(open + 1, -1));
  return `${line.slice(0, open + 1)}\n${args.map((arg) => `${indent}  ${arg}`).join(',\n')}\n${indent}>${end[2] ?? ''}`;
}

/** The `<` that the last `>` closes. */
function openingOfLast(text: string): number {
  let depth = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    if (text[i] === '>' && text[i - 1] !== '=') depth++;
    else if (text[i] === '<' && --depth === 0) return i;
  }
  return -1;
}

/** Splits at commas outside of brackets and string literals. */
function splitArguments(text: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: piece, index } of text.matchAll(/'(?:[^'\\]|\\.)*'|[<({[>)}\],]/g)) {
    if ('<({['.includes(piece)) depth++;
    else if ('>)}]'.includes(piece)) depth--;
    else if (piece === ',' && depth === 0) {
      found.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...found, text.slice(start).trim()];
}
