import type { EmittedFile } from './emitted-file.js';
import { TemplateFailed } from './own-template.js';
import { syntaxProblem } from './syntax-problem.js';
import type { OwnTemplates } from './template.js';

export interface SyntaxGate {
  /** Tells the texts that an earlier run wrote: these have passed here. */
  readonly written?: (text: string) => boolean;
  /** Parses a file at once, unless set; one that parses elsewhere reports the problem there. */
  readonly parse?: (file: EmittedFile) => string | undefined;
}

/** Emitted text that does not parse is a bug of the emitter or of a template of the user's, never of the schema. */
export function assertParses(
  file: EmittedFile,
  { templates, written, parse = syntaxProblem }: SyntaxGate & { readonly templates?: OwnTemplates } = {},
): void {
  const problem = written?.(file.text) ? undefined : parse(file);
  if (problem !== undefined) throw notParsing(problem, templates);
}

export const notParsing = (problem: string, own: OwnTemplates = new Map()): Error =>
  own.size > 0 ? new TemplateFailed([...own.keys()].join(', '), problem) : new Error(problem);
