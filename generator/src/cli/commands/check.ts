import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { FileStatus } from '../../project/file-status.js';
import { formatted } from '../../project/formatted.js';
import { checkOutput } from '../../project/output.js';
import { wholeFile } from '../../project/refusals.js';
import { type CommandDefinition, SCHEMAS } from '../command.js';
import { type Context, elapsed, projectOf } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printDiagnostics } from '../report/print-diagnostics.js';
import { printJson } from '../report/print-json.js';
import { counted, countedProblems, printSummary } from '../report/print-summary.js';

export const check: CommandDefinition = {
  name: 'check',
  summary: 'fail if the committed output is out of date',
  arguments: [SCHEMAS],
  options: [],
  examples: ['tenantry check', 'tenantry check --format github'],
  exitCodes: { 0: 'up to date', 1: 'a stale file, or a problem in the schema' },
  run,
};

async function run(context: Context, schemas: readonly string[]): Promise<ExitCode> {
  const { toolchain, terminal, options } = context;
  const project = await projectOf(context, schemas);
  const compilation = await toolchain.compile(project.sources, project.options);
  const { model, folders, diagnostics } = await formatted(compilation, project);
  await printDiagnostics(context, diagnostics, project.sources);
  if (model === undefined) {
    printJson(context, { fresh: false, files: [], diagnostics, milliseconds: elapsed(context) });
    printSummary(context, `${countedProblems(diagnostics)}; nothing to compare with.`);
    return 1;
  }
  const files = checkOutput({ model, folders, diagnostics }, project);
  const stale = files.filter(({ status }) => status !== 'unchanged');
  printJson(context, { fresh: stale.length === 0, files, diagnostics, milliseconds: elapsed(context) });
  if (options.format === 'text') terminal.out(listed(stale));
  if (options.format === 'github') await printDiagnostics(context, stale.map(asDiagnostic));
  const verdict =
    stale.length === 0
      ? `${counted(files.length, 'file')} up to date`
      : `${stale.length} of ${counted(files.length, 'file')} stale: run \`tenantry generate\` and commit the result`;
  printSummary(context, `${verdict} (${elapsed(context)} ms)`);
  return stale.length === 0 ? 0 : 1;
}

const reasonOf = ({ status, reason }: FileStatus): string =>
  reason ?? (status === 'missing' ? 'generated from the schema, but not there' : 'differs');

const listed = (files: readonly FileStatus[]): string =>
  files.map((file) => `${file.status.padEnd(11)} ${file.path}: ${reasonOf(file)}\n`).join('');

const asDiagnostic = (file: FileStatus): Diagnostic => ({
  code: `output.${file.status}`,
  severity: 'error',
  where: wholeFile(file.path),
  summary: reasonOf(file),
  hint: 'Run `tenantry generate` and commit the result.',
});
