import { loadProject } from '../../project/load-project.js';
import { type Context, elapsed, projectRequest } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printDiagnostics } from '../report/print-diagnostics.js';
import { printJson } from '../report/print-json.js';
import { printSummary } from '../report/print-summary.js';

/** `tenantry verify [SCHEMA…]`: the proof that the policies isolate and that they and the client agree, with what each role may do. */
export async function verify(context: Context, schemas: readonly string[]): Promise<ExitCode> {
  const { toolchain, options, terminal } = context;
  const { sources } = await loadProject(projectRequest(context, schemas));
  const { model, diagnostics } = await toolchain.readSchema(sources);
  if (model === undefined) {
    await printDiagnostics(context, diagnostics, sources);
    printJson(context, {
      sound: false,
      complete: false,
      findings: [],
      access: [],
      crossings: [],
      assumptions: [],
      diagnostics,
    });
    return 1;
  }
  const { verification, findings, text } = await toolchain.verify(model, sources);
  printJson(context, verification);
  await printDiagnostics(context, [...diagnostics, ...findings], sources);
  if (options.format === 'text') terminal.out(text);
  const { sound, complete } = verification;
  const asGranted = !diagnostics.some(({ code }) => NOT_AS_GRANTED.has(code));
  printSummary(
    context,
    `${sound ? 'sound' : 'NOT SOUND'}, ${complete ? 'complete' : 'NOT COMPLETE'}${asGranted ? '' : ', NOT AS GRANTED'} (${elapsed(context)} ms)`,
  );
  return sound && complete && asGranted ? 0 : 1;
}

/** Access that differs from the grants and is not acknowledged, or is acknowledged and does not differ. */
const NOT_AS_GRANTED: ReadonlySet<string> = new Set(['policy.wider-than-granted', 'policy.unused-acceptance']);
