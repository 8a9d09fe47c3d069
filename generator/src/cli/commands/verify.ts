import { type CommandDefinition, SCHEMAS } from '../command.js';
import { type CommonOptions, type Context, elapsed, layoutOf, projectOf } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printDiagnostics } from '../report/print-diagnostics.js';
import { printJson } from '../report/print-json.js';

export interface VerifyOptions extends CommonOptions {
  readonly all?: boolean;
}

export const verify: CommandDefinition = {
  name: 'verify',
  summary: 'prove that the policies isolate, and show what each role may do',
  arguments: [SCHEMAS],
  options: [{ flags: '--all', description: 'show every difference on a terminal, not the first ten' }],
  examples: ['tenantry verify', 'tenantry verify --format json > verification.json'],
  exitCodes: { 0: 'sound, complete and as granted', 1: 'a finding, or access wider than granted' },
  run,
};

async function run(context: Context<VerifyOptions>, schemas: readonly string[]): Promise<ExitCode> {
  const { toolchain, options, terminal } = context;
  const { sources } = await projectOf(context, schemas);
  const { model, diagnostics } = await toolchain.readSchema(sources);
  if (model === undefined) {
    await printDiagnostics(context, diagnostics, sources);
    printJson(context, {
      sound: false,
      complete: false,
      asGranted: false,
      findings: [],
      access: [],
      crossTenantGrants: [],
      assumptions: [],
      diagnostics,
    });
    return 1;
  }
  const { verification, findings, text } = await toolchain.verify(model, sources);
  printJson(context, verification);
  const { quiet = false, all = false, format } = options;
  const { verdict, report } = text({ ...layoutOf(context), milliseconds: elapsed(context), all });
  if (format === 'text') terminal.out(verdict);
  if (format === 'github' && !quiet) terminal.err(verdict);
  await printDiagnostics(context, [...diagnostics, ...findings], sources);
  if (format === 'text' && !quiet) terminal.out(report);
  const { sound, complete, asGranted } = verification;
  return sound && complete && asGranted ? 0 : 1;
}
