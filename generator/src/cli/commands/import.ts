import { resolve } from 'node:path';
import { STANDARD_INPUT } from '../../project/find-schema.js';
import { readText } from '../../project/read-text.js';
import type { Source } from '../../source.js';
import type { CommandDefinition } from '../command.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printDiagnostics } from '../report/print-diagnostics.js';
import { printJson } from '../report/print-json.js';
import { counted, printSummary } from '../report/print-summary.js';

export const importCommand: CommandDefinition = {
  name: 'import',
  summary: 'make a schema from a data model of another tool, with comments where it had to guess',
  arguments: [
    { name: '<format>', description: 'the format of the file', choices: ['nosql-workbench'] },
    { name: '<file>', description: 'the exported data model; - reads standard input' },
  ],
  options: [],
  examples: ['tenantry import nosql-workbench workbench.json > imported.yaml'],
  exitCodes: { 0: 'printed', 1: 'a data model that cannot become a schema' },
  run,
};

async function run(context: Context, [, file = STANDARD_INPUT]: readonly string[]): Promise<ExitCode> {
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
