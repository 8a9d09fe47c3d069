import { hasErrors } from '../../diagnostics/diagnostic.js';
import { type CommandDefinition, SCHEMAS } from '../command.js';
import { type Context, elapsed, projectOf } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printDiagnostics } from '../report/print-diagnostics.js';
import { printJson } from '../report/print-json.js';
import { counted, countedProblems, printSummary } from '../report/print-summary.js';

export const validate: CommandDefinition = {
  name: 'validate',
  summary: 'report the problems of the schema, and nothing else',
  arguments: [SCHEMAS],
  options: [],
  examples: ['tenantry validate schemas/shop.tenantry.yaml', 'tenantry validate - < schemas/shop.tenantry.yaml'],
  exitCodes: { 0: 'valid', 1: 'a problem in the schema' },
  run,
};

async function run(context: Context, schemas: readonly string[]): Promise<ExitCode> {
  const { sources } = await projectOf(context, schemas);
  const { diagnostics } = await context.toolchain.readSchema(sources);
  const failed = hasErrors(diagnostics);
  await printDiagnostics(context, diagnostics, sources);
  printJson(context, { valid: !failed, diagnostics, milliseconds: elapsed(context) });
  const verdict = failed ? countedProblems(diagnostics) : 'valid';
  printSummary(context, `${counted(sources.length, 'schema file')}: ${verdict} (${elapsed(context)} ms)`);
  return failed ? 1 : 0;
}
