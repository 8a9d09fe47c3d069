import type { SourceLocation } from './diagnostic.js';
import { displayWidth } from './display-width.js';
import { visibleText } from './visible-text.js';

const WIDTH = 100;
const BEFORE = 40;

/** The source line with a caret line below it; undefined when the text has no such line. Long lines are cut around the caret. */
export function codeFrame(lines: readonly string[], where: SourceLocation): readonly [string, string] | undefined {
  const line = lines[where.line - 1]?.replace(/\r$/, '');
  if (line === undefined) return undefined;
  const start = where.column - 1;
  const from = line.length > WIDTH && start > BEFORE ? wholeCharacter(line, start - BEFORE) : 0;
  const to = wholeCharacter(line, Math.min(line.length, from + WIDTH));
  const before = (from > 0 ? '…' : '') + visibleText(line.slice(from, start));
  const marked = visibleText(line.slice(start, Math.min(start + where.length, to)));
  const after = visibleText(line.slice(start + where.length, to)) + (to < line.length ? '…' : '');
  const gutter = String(where.line);
  return [
    `${gutter} | ${before}${marked}${after}`,
    `${' '.repeat(gutter.length)} | ${' '.repeat(displayWidth(before))}${'^'.repeat(Math.max(1, displayWidth(marked)))}`,
  ];
}

/** The offset, or the one behind it where it would cut a character in two. */
const wholeCharacter = (line: string, offset: number): number =>
  /[\uDC00-\uDFFF]/.test(line.charAt(offset)) && /[\uD800-\uDBFF]/.test(line.charAt(offset - 1)) ? offset + 1 : offset;
