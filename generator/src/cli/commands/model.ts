import { loadProject } from '../../project/load-project.js';
import { type Context, projectRequest } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printDiagnostics } from '../report/print-diagnostics.js';
import { printJson } from '../report/print-json.js';

/** `tenantry model [SCHEMA…]`: the model as canonical JSON: equal schemas give equal bytes, whatever their order and comments. */
export async function model(context: Context, schemas: readonly string[]): Promise<ExitCode> {
  const { sources } = await loadProject(projectRequest(context, schemas));
  const { model: result, diagnostics } = await context.toolchain.readSchema(sources);
  if (result === undefined) {
    await printDiagnostics(context, diagnostics, sources);
    printJson(context, { diagnostics });
    return 1;
  }
  await printDiagnostics({ ...context, options: { ...context.options, format: 'text' } }, diagnostics, sources);
  context.terminal.out(`${JSON.stringify(sorted(result), undefined, 2)}\n`);
  return 0;
}

/** The same value with the properties of every object in code-unit order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted((value as { readonly [name: string]: unknown })[name])]));
}
