import type { SourceLocation } from './diagnostic.js';
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

const NONE = /\p{Mn}|\p{Me}/u;

/** East Asian wide and full-width forms: https://www.unicode.org/reports/tr11/ */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;

/** The columns that a text takes on a terminal. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}
