import { hasErrors } from '../../diagnostics/diagnostic.js';
import { loadProject } from '../../project/load-project.js';
import { type Context, elapsed, projectRequest } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printDiagnostics } from '../report/print-diagnostics.js';
import { printJson } from '../report/print-json.js';
import { counted, countedProblems, printSummary } from '../report/print-summary.js';

/** `tenantry validate [SCHEMA…]`: the diagnostics of a schema, and nothing else. */
export async function validate(context: Context, schemas: readonly string[]): Promise<ExitCode> {
  const { sources } = await loadProject(projectRequest(context, schemas));
  const { diagnostics } = await context.toolchain.readSchema(sources);
  const failed = hasErrors(diagnostics);
  await printDiagnostics(context, diagnostics, sources);
  printJson(context, { valid: !failed, diagnostics, milliseconds: elapsed(context) });
  const verdict = failed ? countedProblems(diagnostics) : 'valid';
  printSummary(context, `${counted(sources.length, 'schema file')}: ${verdict} (${elapsed(context)} ms)`);
  return failed ? 1 : 0;
}
