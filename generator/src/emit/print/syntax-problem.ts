import { createRequire } from 'node:module';
import type { ts as TypeScript } from 'ts-morph';
import type { EmittedFile } from './emitted-file.js';

/** Returns the problem of an emitted text that does not parse. Loads the parser, which requires a quarter of a second. */
export function syntaxProblem({ path, text }: EmittedFile): string | undefined {
  const ts = parser();
  // Comments are not looked into, only over.
  const options = { languageVersion: ts.ScriptTarget.ES2022, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  const file = ts.createSourceFile(path, text, options, false, ts.ScriptKind.TS) as TypeScript.SourceFile & {
    readonly parseDiagnostics: readonly TypeScript.DiagnosticWithLocation[];
  };
  const [problem] = file.parseDiagnostics;
  if (problem === undefined) return undefined;
  const { line, character } = file.getLineAndCharacterOfPosition(problem.start);
  const message = ts.flattenDiagnosticMessageText(problem.messageText, ' ');
  return `The emitted file ${path} does not parse at ${line + 1}:${character + 1}: ${message}`;
}

export const parser = (): typeof TypeScript =>
  (createRequire(import.meta.url)('ts-morph') as { readonly ts: typeof TypeScript }).ts;
