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
  const last = bracketPairs(line).findLast(({ close }) => /^(?:;| =| =>.*)?$/.test(line.slice(close + 1)));
  if (last === undefined) return line;
  const { open, close } = last;
  const indent = line.slice(0, line.length - line.trimStart().length);
  const args = splitArguments(line.slice(open + 1, close));
  return `${line.slice(0, open + 1)}\n${args.map((arg) => `${indent}  ${arg}`).join(',\n')}\n${indent}${line.slice(close)}`;
}

/** The pairs of `<` and `>` outside of string literals, in the order in which they close. */
function bracketPairs(line: string): readonly { readonly open: number; readonly close: number }[] {
  const opened: number[] = [];
  const pairs: { readonly open: number; readonly close: number }[] = [];
  for (const { 0: piece, index } of line.matchAll(/'(?:[^'\\]|\\.)*'|=>|[<>]/g)) {
    if (piece === '<') opened.push(index);
    const open = piece === '>' ? opened.pop() : undefined;
    if (open !== undefined) pairs.push({ open, close: index });
  }
  return pairs;
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
