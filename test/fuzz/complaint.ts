import { compile } from '../../generator/src/api/compile.js';
import { CODES } from '../../generator/src/diagnostics/codes.js';
import type { Diagnostic, SourceLocation } from '../../generator/src/diagnostics/diagnostic.js';
import { FINDING_CODES } from '../../generator/src/diagnostics/finding-codes.js';
import { renderGithub } from '../../generator/src/diagnostics/render-github.js';
import { renderText } from '../../generator/src/diagnostics/render-text.js';
import { harmless } from './harmless.js';
import { skeleton } from './skeleton.js';

/** Of the processor's time: others may use it as well. */
const SLOWEST_MILLISECONDS = 2_000;

/** The result of a text. */
export interface Answer {
  /** The fault of the answer; undefined when there is none. */
  readonly wrong?: string;
  readonly compiled: boolean;
  /** True if the output was held against that of the harmless schema. */
  readonly compared: boolean;
  readonly milliseconds: number;
}

export function answerTo(text: string): Answer {
  const start = process.cpuUsage();
  const { model, diagnostics, files } = compile(text, { file: 'a.yaml', defaultOutput: true });
  const rendered = renderText(diagnostics, { color: false, sources: new Map([['a.yaml', text]]) });
  const { user, system } = process.cpuUsage(start);
  const milliseconds = (user + system) / 1_000;
  const answer = { compiled: model !== undefined, compared: false, milliseconds };
  if (milliseconds > SLOWEST_MILLISECONDS) return { ...answer, wrong: `took ${milliseconds} ms` };
  const wrong = wrongDiagnostics(diagnostics, rendered, text, model !== undefined);
  if (wrong !== undefined) return { ...answer, wrong };
  if (model === undefined) return answer;
  if (JSON.stringify(JSON.parse(JSON.stringify(model))) !== JSON.stringify(model))
    return { ...answer, wrong: 'the model is not plain JSON' };
  const clean = harmless(text);
  const reference = clean === undefined ? undefined : compile(clean, { file: 'a.yaml', defaultOutput: true });
  // Two texts may have become one, or a pattern no pattern: then there is nothing to hold the output against.
  const isComparable = reference?.model !== undefined && reference.files.size === files.size;
  for (const [path, emitted] of files) {
    const structure = skeleton(path, emitted);
    const cleanText = isComparable ? reference.files.get(path) : undefined;
    if (cleanText !== undefined && skeleton(path, cleanText) !== structure)
      return { ...answer, wrong: `${path} has another structure than that of the harmless schema` };
  }
  return { ...answer, compared: isComparable };
}

function wrongDiagnostics(
  diagnostics: readonly Diagnostic[],
  rendered: string,
  text: string,
  compiled: boolean,
): string | undefined {
  if (compiled === diagnostics.some(({ severity }) => severity === 'error')) return 'model and errors do not fit';
  const github = renderGithub(diagnostics);
  if (/[\p{Cf}\p{Zl}\p{Zp}]/u.test(rendered + github)) return 'hidden characters in the text';
  if (github.split('\n').length !== diagnostics.length + 1) return 'a message that is more than one command';
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const diagnostic of diagnostics) {
    const wrong = wrongWith(diagnostic, lines);
    if (wrong !== undefined) return `${wrong}: ${JSON.stringify(diagnostic).slice(0, 2_000)}`;
  }
  return undefined;
}

function wrongWith(
  { code, where, summary, why = '', hint = '', related = [] }: Diagnostic,
  lines: readonly string[],
): string | undefined {
  if (!Object.hasOwn(CODES, code) && !Object.hasOwn(FINDING_CODES, code)) return 'unknown code';
  if (where === undefined) return 'no place';
  if (hint === '') return 'no fix';
  if (![where, ...related.map((place) => place.where)].every((place) => isPlace(place, lines)))
    return 'a place outside of the text';
  const words = `${summary} ${why} ${hint}`.replace(/`[^`]*`/g, '');
  if (summary === '' || /undefined|\[object|NaN|\bTypeError\b/.test(words)) return 'odd words';
  return undefined;
}

const isPlace = ({ line, column, length }: SourceLocation, lines: readonly string[]): boolean =>
  line >= 1 && line <= lines.length && column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 2 && length >= 1;
