import { CouldNotRun } from '../../project/could-not-run.js';
import { type CommandDefinition, SCHEMAS } from '../command.js';
import { type CommonOptions, type Context, elapsed, projectOf, projectRequest } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printDiagnostics } from '../report/print-diagnostics.js';
import { printJson } from '../report/print-json.js';
import { counted, printSummary } from '../report/print-summary.js';

export interface DiffOptions extends CommonOptions {
  readonly against?: string;
}

export const diff: CommandDefinition = {
  name: 'diff',
  summary: 'show what changes in keys, types and access',
  arguments: [SCHEMAS],
  options: [
    {
      flags: '--against <ref|file>',
      description: 'a git revision (the schema as it was there), a schema file, or -',
      isRequired: true,
    },
  ],
  examples: ['tenantry diff --against origin/main', 'tenantry diff --against v1.4.0 --format json'],
  exitCodes: {
    0: 'nothing breaks, and no access widens',
    1: 'something breaks, access widens, or the schema has a problem',
  },
  run,
};

async function run(context: Context<DiffOptions>, schemas: readonly string[]): Promise<ExitCode> {
  const { toolchain, terminal, options } = context;
  // Commander refuses a command line without it.
  const { against = '' } = options;
  const { sources } = await projectOf(context, schemas);
  const { earlierSchema } = await import('../../project/earlier-schema.js');
  const earlier = await earlierSchema(against, projectRequest(context, schemas));
  const { model: before, ...then } = await toolchain.readSchema(earlier);
  if (before === undefined) {
    if (options.format === 'text') await printDiagnostics(context, then.diagnostics, earlier);
    throw new CouldNotRun('input.schema', `The schema of ${against} has errors, so nothing can be compared with it.`);
  }
  const { model: after, diagnostics } = await toolchain.readSchema(sources);
  await printDiagnostics(context, diagnostics, sources);
  if (after === undefined) {
    printJson(context, { breaking: false, widened: false, changes: [], diagnostics, milliseconds: elapsed(context) });
    return 1;
  }
  const { difference, text, annotations } = await toolchain.diff(before, after, sources);
  const { breaking, widened, changes } = difference;
  printJson(context, { breaking, widened, changes, diagnostics, milliseconds: elapsed(context) });
  if (options.format === 'text') terminal.out(text);
  if (options.format === 'github') terminal.out(await toolchain.renderGithub(annotations));
  const widenings = changes.filter((change) => change.widened).length;
  const breaks = changes.filter((change) => change.breaking).length;
  const verdict =
    changes.length === 0
      ? 'no change'
      : `${counted(changes.length, 'change')}: ${widenings} ${widenings === 1 ? 'widens' : 'widen'} access, ${breaks} ${breaks === 1 ? 'breaks' : 'break'} what exists`;
  printSummary(context, `${verdict} (${elapsed(context)} ms)`);
  return breaking || widened ? 1 : 0;
}
