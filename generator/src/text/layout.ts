/** The widest line that is comfortable to read. */
const WIDEST = 100;
const NARROWEST = 40;

export const RED = 31;
export const GREEN = 32;
export const CYAN = 36;

/** How a report for people is laid out. */
export interface Layout {
  readonly color: boolean;
  /** Lines are wrapped at words to this width; without one, as in a pipe, a finding is one line. */
  readonly width: number | undefined;
}

/** Returns a width within what is comfortable to read. */
export const comfortable = (columns: number): number => Math.max(NARROWEST, Math.min(columns, WIDEST));

export const paint = ({ color }: Layout, code: number, text: string): string =>
  color ? `\u001B[${code}m${text}\u001B[0m` : text;

/** Returns the first line of a report: a mark, the verdict, facts, and the time at the right. Facts without room follow below. */
export function verdictLine(
  layout: Layout,
  verdict: { readonly mark: '✓' | '✗' | '!'; readonly text: string; readonly facts?: string },
  milliseconds: number,
): string {
  const { mark, text, facts = '' } = verdict;
  const head = `${mark} ${text}`;
  const time = `${(milliseconds / 1000).toFixed(2)} s`;
  const { width = Number.POSITIVE_INFINITY } = layout;
  const rest = facts === '' ? '' : `   ${facts}`;
  const fits = head.length + rest.length + 2 + time.length <= width;
  const room = (layout.width ?? 0) - head.length - (fits ? rest.length : 0);
  const first = `${paint(layout, mark === '✓' ? GREEN : RED, head)}${fits ? rest : ''}`;
  const below = fits ? '' : `\n  ${facts}`;
  return `${first}${time.padStart(Math.max(time.length + 2, room))}${below}`;
}

/** Wraps a text at words, with `first` before its first line and a hanging indent of `hanging`. */
export function paragraph(
  { width }: Layout,
  text: string,
  first: string = '',
  hanging: number = first.length,
): readonly string[] {
  if (width === undefined) return [`${first}${text}`];
  const indent = ' '.repeat(hanging);
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/)) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = empty ? `${line}${word}` : `${line} ${word}`;
    empty = false;
  }
  return [...lines, line];
}
