import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { CouldNotRun } from '../../project/could-not-run.js';
import type { Context } from '../context.js';
import { printJson } from './print-json.js';

/** Prints the reason why a command could not run. Any error but the expected ones is reported as a bug. */
export async function printFailure(context: Context, error: unknown): Promise<void> {
  const failure = asDiagnostic(error);
  printJson(context, { diagnostics: [failure] });
  if (context.options.format === 'github') context.terminal.out(await context.toolchain.renderGithub([failure]));
  if (context.options.format === 'json' || context.options.format === 'github') return;
  context.terminal.err(`tenantry: ${failure.summary}\n${failure.hint === undefined ? '' : `${failure.hint}\n`}`);
}

/** By name: the classes come with parts that are only loaded when they are needed. */
const EXPECTED = ['WriteFailed', 'FolderLocked', 'TemplateFailed'];

function asDiagnostic(error: unknown): Diagnostic {
  const plain = { severity: 'error', where: undefined } as const;
  if (error instanceof CouldNotRun) {
    return { ...plain, code: error.code, summary: error.message, ...(error.hint && { hint: error.hint }) };
  }
  if (error instanceof Error && EXPECTED.includes(error.name) && 'code' in error) {
    return { ...plain, code: String(error.code), summary: error.message };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    ...plain,
    code: 'internal.bug',
    summary: `Internal error. ${text}`,
    hint: 'This is a bug of Tenantry: please report it with the schema.',
  };
}
