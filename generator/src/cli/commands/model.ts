import { type CommandDefinition, SCHEMAS } from '../command.js';
import { type Context, projectOf } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printDiagnostics } from '../report/print-diagnostics.js';
import { printJson } from '../report/print-json.js';

export const model: CommandDefinition = {
  name: 'model',
  summary: 'print the model as canonical JSON',
  arguments: [SCHEMAS],
  options: [],
  examples: ['tenantry model > model.json'],
  exitCodes: { 0: 'printed', 1: 'a problem in the schema' },
  run,
};

async function run(context: Context, schemas: readonly string[]): Promise<ExitCode> {
  const { sources } = await projectOf(context, schemas);
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

/** Returns the value with the properties of every object in code-unit order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted((value as { readonly [name: string]: unknown })[name])]));
}
