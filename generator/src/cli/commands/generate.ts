import { hasErrors } from '../../diagnostics/diagnostic.js';
import { planFolders, writeFolders } from '../../write/write-folders.js';
import { type CommonOptions, type Context, elapsed } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { loadProject, type Project } from '../project/project.js';
import { type FileStatus, fileStatuses, GENERATED } from '../report/file-status.js';
import { printDiagnostics } from '../report/print-diagnostics.js';
import { printJson } from '../report/print-json.js';
import { countedProblems, printSummary } from '../report/print-summary.js';
import { createProgress } from '../report/progress.js';
import { refusals } from '../report/refusals.js';
import { printOneFile } from './print-one-file.js';
import { watch } from './watch.js';

export interface GenerateOptions extends CommonOptions {
  readonly watch?: boolean;
  readonly dryRun?: boolean;
  readonly stdout?: string;
  readonly force?: boolean;
}

/** `tenantry generate [SCHEMA…]`: the schema's output, written. */
export async function generate(context: Context<GenerateOptions>, schemas: readonly string[]): Promise<ExitCode> {
  if (context.options.watch) return watch(context, schemas, generateOnce);
  return (await generateOnce(context, await loadProject(context, schemas))).exitCode;
}

async function generateOnce(
  context: Context<GenerateOptions>,
  project: Project,
): Promise<{ readonly exitCode: ExitCode }> {
  const { toolchain, options, terminal } = context;
  const progress = createProgress(context);
  progress.step('Compiling');
  const { model, folders, diagnostics } = await toolchain.compile(project.sources, project.options);
  if (model === undefined || hasErrors(diagnostics)) {
    progress.done();
    await printDiagnostics(context, diagnostics, project.sources);
    printJson(context, { files: [], diagnostics, milliseconds: elapsed(context) });
    printSummary(context, `${countedProblems(diagnostics)}; nothing was written.`);
    return { exitCode: 1 };
  }
  if (options.stdout !== undefined) {
    await printDiagnostics(context, diagnostics, project.sources);
    return { exitCode: printOneFile(context, project, folders, options.stdout) };
  }
  progress.step('Writing');
  const target = { base: project.base, service: model.service, force: options.force === true };
  const changes = options.dryRun ? planFolders(folders, target) : await writeFolders(folders, target);
  progress.done();
  const refused = refusals(changes, terminal.cwd);
  const all = [...diagnostics, ...refused];
  const files = fileStatuses(changes, GENERATED, terminal.cwd);
  await printDiagnostics(context, all, project.sources);
  printJson(context, { files, diagnostics: all, milliseconds: elapsed(context) });
  if (options.dryRun && options.format === 'text') terminal.out(listed(files));
  if (refused.length > 0) printSummary(context, `${countedProblems(all)}; nothing was written.`);
  else
    printSummary(
      context,
      `${counts(files)}${options.dryRun ? ' (dry run: nothing was written)' : ''} in ${elapsed(context)} ms`,
    );
  return { exitCode: refused.length > 0 ? 1 : 0 };
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
