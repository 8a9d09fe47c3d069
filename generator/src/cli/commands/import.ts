import { resolve } from 'node:path';
import { STANDARD_INPUT } from '../../project/find-schema.js';
import { readText } from '../../project/read-text.js';
import type { Source } from '../../source.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printDiagnostics } from '../report/print-diagnostics.js';
import { printJson } from '../report/print-json.js';
import { counted, printSummary } from '../report/print-summary.js';

/** `tenantry import nosql-workbench FILE`: a schema from a data model, on standard output; what it had to guess is marked there. */
export async function importModel(context: Context, [, file = STANDARD_INPUT]: readonly string[]): Promise<ExitCode> {
  const { terminal, toolchain, options } = context;
  const source: Source =
    file === STANDARD_INPUT
      ? { file: '<stdin>', text: await terminal.input() }
      : { file, text: readText(resolve(terminal.cwd, file), file) };
  const { schema, decisions, diagnostics } = await toolchain.importModel(source);
  const failed = diagnostics.length > 0;
  printJson(context, { ...(schema !== undefined && { schema }), decisions, diagnostics });
  await printDiagnostics(context, diagnostics, [source]);
  if (schema !== undefined && options.format !== 'json') terminal.out(schema);
  if (decisions.length > 0) {
    printSummary(
      context,
      `${counted(decisions.length, 'decision is', 'decisions are')} yours; the schema has each on its line:`,
    );
    for (const { line, text } of decisions) printSummary(context, `  line ${line}: ${text}`);
  }
  return failed ? 1 : 0;
}
