import type { SourceLocation } from '../diagnostics/diagnostic.js';

/** Turns offsets of one text into places: lines end with LF or CRLF. */
export interface SourcePositions {
  readonly file: string;
  readonly text: string;
  /** The place of `[start, end)`, cut at the end of its first line and at least one column long. */
  at(start: number, end: number): SourceLocation;
}

export function sourcePositions(file: string, text: string): SourcePositions {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    file,
    text,
    at(start, end) {
      const line = lineOf(Math.min(start, text.length));
      const from = starts[line] as number;
      let lineEnd = (starts[line + 1] ?? text.length + 1) - 1;
      if (text[lineEnd - 1] === '\r') lineEnd -= 1;
      return { file, line: line + 1, column: start - from + 1, length: Math.max(1, Math.min(end, lineEnd) - start) };
    },
  };
}
