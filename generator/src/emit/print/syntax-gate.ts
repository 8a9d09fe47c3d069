import { createRequire } from 'node:module';
import type { ts as TypeScript } from 'ts-morph';
import type { EmittedFile } from './emitted-file.js';
import { TemplateFailed } from './own-template.js';
import type { OwnTemplates } from './template.js';

/** Emitted text that does not parse is a bug of the emitter or of a template of the user's, never of the schema. */
export function assertParses(
  { path, text }: EmittedFile,
  {
    templates: own = new Map(),
    written,
  }: { readonly templates?: OwnTemplates; readonly written?: (text: string) => boolean } = {},
): void {
  // What an earlier run wrote has passed here: the parser takes a quarter of a second to load.
  if (written?.(text)) return;
  const { ts } = createRequire(import.meta.url)('ts-morph') as { readonly ts: typeof TypeScript };
  // Comments are not looked into, only over.
  const options = { languageVersion: ts.ScriptTarget.ES2022, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  const file = ts.createSourceFile(path, text, options, false, ts.ScriptKind.TS) as TypeScript.SourceFile & {
    readonly parseDiagnostics: readonly TypeScript.DiagnosticWithLocation[];
  };
  const [problem] = file.parseDiagnostics;
  if (problem === undefined) return;
  const { line, character } = file.getLineAndCharacterOfPosition(problem.start);
  const message = ts.flattenDiagnosticMessageText(problem.messageText, ' ');
  const summary = `The emitted file ${path} does not parse at ${line + 1}:${character + 1}: ${message}`;
  throw own.size > 0 ? new TemplateFailed([...own.keys()].join(', '), summary) : new Error(summary);
}
