import { ts } from 'ts-morph';

/** Emitted text that does not parse is a bug of the emitter, never of the user's schema. */
export function assertParses(path: string, text: string): void {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, false, ts.ScriptKind.TS) as ts.SourceFile & {
    readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  };
  const [problem] = file.parseDiagnostics;
  if (problem === undefined) return;
  const { line, character } = file.getLineAndCharacterOfPosition(problem.start);
  const message = ts.flattenDiagnosticMessageText(problem.messageText, ' ');
  throw new Error(`The emitted file ${path} does not parse at ${line + 1}:${character + 1}: ${message}`);
}
