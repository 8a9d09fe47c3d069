import { hasErrors } from '../../diagnostics/diagnostic.js';
import { CouldNotRun } from '../../project/could-not-run.js';
import type { FileStatus } from '../../project/file-status.js';
import { STANDARD_INPUT } from '../../project/find-schema.js';
import { formatted } from '../../project/formatted.js';
import { rememberRun, unchangedSinceLastRun } from '../../project/last-run.js';
import type { Project } from '../../project/load-project.js';
import { writeOutput } from '../../project/output.js';
import { type CommandDefinition, SCHEMAS } from '../command.js';
import { type CommonOptions, type Context, elapsed, projectOf } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printDiagnostics } from '../report/print-diagnostics.js';
import { printJson } from '../report/print-json.js';
import { countedProblems, printSummary } from '../report/print-summary.js';
import { printOneFile } from './print-one-file.js';
import { watch } from './watch.js';

export interface GenerateOptions extends CommonOptions {
  readonly watch?: boolean;
  readonly dryRun?: boolean;
  readonly stdout?: string;
  readonly force?: boolean;
}

export const generate: CommandDefinition = {
  name: 'generate',
  summary: 'write the client, the policies and the other outputs',
  arguments: [SCHEMAS],
  options: [
    { flags: '--watch', description: 'run again whenever the schema changes' },
    { flags: '--dry-run', description: 'print what would be written, and write nothing' },
    { flags: '--stdout <file>', description: 'print one generated file, and write nothing' },
    {
      flags: '--force',
      description: 'overwrite generated files that were edited by hand, and files of others in their place',
    },
  ],
  examples: ['tenantry generate', 'tenantry generate --watch', 'tenantry generate --stdout task.ts'],
  exitCodes: { 0: 'written, or up to date', 1: 'a problem in the schema, and nothing was written' },
  isOpenEnded: (options) => 'watch' in options,
  run,
};

async function run(context: Context<GenerateOptions>, schemas: readonly string[]): Promise<ExitCode> {
  if (context.options.watch && schemas.includes(STANDARD_INPUT))
    throw new CouldNotRun('input.watch', 'Standard input cannot be watched.', 'Name a file.');
  if (context.options.watch) return watch(context, schemas, generateOnce);
  return generateOnce(context, await projectOf(context, schemas));
}

async function generateOnce(context: Context<GenerateOptions>, project: Project): Promise<ExitCode> {
  const { toolchain, options, terminal } = context;
  const { dryRun, force, watch, stdout } = options;
  // A formatter of another version gives another output.
  const plain = !dryRun && !force && !watch && stdout === undefined && project.format === undefined;
  const known = plain ? unchangedSinceLastRun(project) : undefined;
  if (known !== undefined) {
    printJson(context, { files: known, diagnostics: [], milliseconds: elapsed(context) });
    printSummary(context, `${counts(known)} (as the last run left them) in ${elapsed(context)} ms`);
    return 0;
  }
  const compilation = await toolchain.compile(project.sources, project.options, !watch);
  const { model, folders, diagnostics } = await formatted(compilation, project);
  if (stdout !== undefined && model !== undefined) {
    await printDiagnostics(context, diagnostics, project.sources);
    return printOneFile(context, project, folders, stdout);
  }
  const written =
    model === undefined
      ? { files: [], diagnostics: [] }
      : await writeOutput({ model, folders, diagnostics }, project, { dryRun, force });
  const all = [...diagnostics, ...written.diagnostics];
  if (plain && model !== undefined) rememberRun(project, { model, folders, diagnostics: all });
  await printDiagnostics(context, all, project.sources);
  printJson(context, { files: written.files, diagnostics: all, milliseconds: elapsed(context) });
  if (hasErrors(all)) {
    printSummary(context, `${countedProblems(all)}; nothing was written.`);
    return 1;
  }
  if (dryRun && options.format === 'text') terminal.out(listed(written.files));
  const note = dryRun ? ' (dry run: nothing was written)' : '';
  printSummary(context, `${counts(written.files)}${note} in ${elapsed(context)} ms`);
  return 0;
}

/** `2 created, 1 updated, 40 unchanged, 0 deleted`. */
const counts = (files: readonly FileStatus[]): string =>
  ['created', 'updated', 'unchanged', 'deleted']
    .map((status) => `${files.filter((file) => file.status === status).length} ${status}`)
    .join(', ');

const listed = (files: readonly FileStatus[]): string =>
  files
    .filter(({ status }) => status !== 'unchanged')
    .map(({ path, status }) => `${status.padEnd(11)} ${path}\n`)
    .join('');
