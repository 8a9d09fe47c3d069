import { codeFrame } from './code-frame.js';
import type { Diagnostic, SourceLocation } from './diagnostic.js';
import { visibleText } from './visible-text.js';

export interface TextOptions {
  readonly color: boolean;
  /** The text of each source file by name, for the code frames. */
  readonly sources: ReadonlyMap<string, string>;
}

const RED = 31;
const YELLOW = 33;
const CYAN = 36;

type LinesOf = (file: string) => readonly string[] | undefined;

/** Diagnostics for people, one paragraph each; empty text for none. */
export function renderText(diagnostics: readonly Diagnostic[], { color, sources }: TextOptions): string {
  const split = new Map<string, readonly string[] | undefined>();
  const linesOf: LinesOf = (file) => {
    if (!split.has(file))
      split.set(
        file,
        sources
          .get(file)
          ?.replace(/^\uFEFF/, '')
          .split('\n'),
      );
    return split.get(file);
  };
  return diagnostics.map((diagnostic) => `${renderOne(diagnostic, color, linesOf)}\n`).join('\n');
}

function renderOne(diagnostic: Diagnostic, color: boolean, linesOf: LinesOf): string {
  const paint = (code: number, text: string): string => (color ? `\u001B[${code}m${text}\u001B[0m` : text);
  const { severity, where } = diagnostic;
  const tone = severity === 'error' ? RED : YELLOW;
  const place = where === undefined ? '' : `${paint(CYAN, placeText(where))} - `;
  const lines = [`${place}${paint(tone, severity)} ${diagnostic.code}: ${visibleText(diagnostic.summary)}`];
  const source = where === undefined ? undefined : linesOf(where.file);
  const frame = where === undefined || source === undefined ? undefined : codeFrame(source, where);
  if (frame !== undefined) {
    const [text, caret] = frame;
    lines.push('', `  ${text}`, `  ${caret.replace(/\^+/, (marks) => paint(tone, marks))}`);
    if (diagnostic.why ?? diagnostic.hint ?? diagnostic.related) lines.push('');
  }
  if (diagnostic.why !== undefined) lines.push(`  why: ${visibleText(diagnostic.why)}`);
  if (diagnostic.hint !== undefined) lines.push(`  fix: ${visibleText(diagnostic.hint)}`);
  for (const { where: other, note } of diagnostic.related ?? []) {
    lines.push(`  see: ${paint(CYAN, placeText(other))} ${visibleText(note)}`);
  }
  return lines.join('\n');
}

const placeText = (where: SourceLocation): string => `${visibleText(where.file)}:${where.line}:${where.column}`;
