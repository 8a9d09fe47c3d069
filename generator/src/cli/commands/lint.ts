import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { CouldNotRun } from '../../project/could-not-run.js';
import { STANDARD_INPUT } from '../../project/find-schema.js';
import type { FileFinding, LintBlock, LintReport, LintSource } from '../../project/lint/lint-files.js';
import { policyFilesAt } from '../../project/lint/policy-files.js';
import type { Suppression } from '../../project/lint/suppressions.js';
import { readText } from '../../project/read-text.js';
import { shownPath } from '../../project/shown-path.js';
import type { CommandDefinition } from '../command.js';
import { type CommonOptions, type Context, elapsed, layoutOf, projectOf } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { ownVersion } from '../own-version.js';
import { printDiagnostics } from '../report/print-diagnostics.js';
import { printJson } from '../report/print-json.js';

export interface LintOptions extends CommonOptions {
  readonly schema?: string;
  readonly role?: string;
  readonly parameter?: readonly string[];
  readonly ignore?: readonly string[];
  readonly ignoreFile?: string;
  readonly strict?: boolean;
}

export const lint: CommandDefinition = {
  name: 'lint',
  summary: 'check existing IAM policies: find each that reaches items of other tenants',
  arguments: [
    {
      name: '<file...>',
      description:
        'policies, CloudFormation or SAM templates, cdk.out, `terraform show -json`, `aws iam get-*` output; folders, globs, -',
    },
  ],
  options: [
    { flags: '--schema <file>', description: 'check the statements against the keys and tables of this schema' },
    {
      flags: '--role <name>',
      description: 'the role of the schema that the policies are for (default: the first of tenants)',
    },
    {
      flags: '--parameter <name=value>',
      description: 'the value of a template parameter; may be repeated',
      isRepeatable: true,
    },
    {
      flags: '--ignore <suppression>',
      description: 'accept a finding: "RULE FILE [STATEMENT] -- REASON"; may be repeated',
      isRepeatable: true,
    },
    { flags: '--ignore-file <file>', description: 'a file of suppressions (default: tenantry-ignore)' },
    { flags: '--strict', description: 'exit with 1 for warnings, too' },
  ],
  examples: ['tenantry lint template.yaml', 'tenantry lint cdk.out --format sarif > lint.sarif'],
  exitCodes: { 0: 'clean', 1: 'a statement that needs a change, or a suppression that nothing needs' },
  formats: ['sarif'],
  run,
};

async function run(context: Context<LintOptions>, files: readonly string[]): Promise<ExitCode> {
  const { toolchain, options } = context;
  const sources = await sourcesOf(context, files);
  const model = options.schema === undefined ? undefined : await modelOf(context, options.schema);
  const { lintFiles } = await toolchain.lintFiles();
  if (options.role !== undefined && !model?.roles.some(({ name }) => name === options.role)) {
    throw new CouldNotRun(
      'input.role',
      `--role ${options.role} is not a role of the schema.`,
      'Give --schema, and one of its roles.',
    );
  }
  const report = lintFiles(sources, {
    parameters: Object.fromEntries((options.parameter ?? []).map(parameterOf)),
    suppressions: await suppressionsOf(context),
    ...(model && { model }),
    ...(options.role !== undefined && { role: options.role }),
  });
  await print(context, report, sources);
  return exitCodeOf(report, options.strict === true);
}

/** Returns 1 where a statement needs a change, 2 where the only findings are unreadable parts. */
function exitCodeOf({ blocks, unused }: LintReport, strict: boolean): ExitCode {
  const open = blocks.flatMap(({ findings }) => findings).filter(({ suppressed }) => suppressed === undefined);
  const isReading = ({ rule }: FileFinding): boolean => rule === 'unreadable' || rule === 'no-policy';
  if (open.some((finding) => !isReading(finding) && (finding.severity === 'error' || strict))) return 1;
  if (open.some(isReading)) return 2;
  return unused.length > 0 ? 1 : 0;
}

async function sourcesOf({ terminal }: Context<LintOptions>, named: readonly string[]): Promise<readonly LintSource[]> {
  const lists = await Promise.all(
    named.map(async (name): Promise<readonly LintSource[]> => {
      if (name === STANDARD_INPUT) return [{ file: '<stdin>', text: await terminal.input(), found: false }];
      const files = await policyFilesAt(name, terminal.cwd);
      return files.map(({ path, found }) => {
        const file = shownPath(terminal.cwd, path);
        return { file, text: readText(path, file), found };
      });
    }),
  );
  return [...new Map(lists.flat().map((source) => [source.file, source])).values()];
}

function parameterOf(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1)
    throw new CouldNotRun('input.parameter', `--parameter ${text} has no value.`, 'Write --parameter NAME=VALUE.');
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Reads the suppressions of the flags, and of `tenantry-ignore` in the current folder. */
async function suppressionsOf({ toolchain, terminal, options }: Context<LintOptions>): Promise<readonly Suppression[]> {
  const { readSuppression, readSuppressions } = await toolchain.lintFiles();
  const named = options.ignoreFile ?? 'tenantry-ignore';
  const path = join(terminal.cwd, named);
  const written = options.ignoreFile !== undefined || existsSync(path);
  return [
    ...(options.ignore ?? []).map((text) => readSuppression(text, '--ignore')),
    ...(written ? readSuppressions(readText(path, named), named) : []),
  ];
}

/** Reads the model that statements are checked against; refuses a schema with errors. */
async function modelOf(context: Context<LintOptions>, schema: string) {
  const { sources } = await projectOf(context, [schema]);
  const { model, diagnostics } = await context.toolchain.readSchema(sources);
  if (model !== undefined) return model;
  await printDiagnostics(context, diagnostics, sources);
  throw new CouldNotRun('input.schema', `The schema ${schema} has errors, so policies cannot be checked against it.`);
}

async function print(context: Context<LintOptions>, report: LintReport, sources: readonly LintSource[]): Promise<void> {
  const { terminal, toolchain, options } = context;
  const { lintSarif, lintText } = await toolchain.lintFiles();
  const milliseconds = elapsed(context);
  if (options.format === 'sarif') terminal.out(`${JSON.stringify(lintSarif(report, ownVersion()), undefined, 2)}\n`);
  if (options.format === 'github') await printDiagnostics(context, report.blocks.flatMap(asDiagnostics), sources);
  if (options.format === 'text') {
    const { quiet = false, strict = false, schema } = options;
    const text = lintText(report, {
      ...layoutOf(context),
      quiet,
      strict,
      milliseconds,
      withSchema: schema !== undefined,
    });
    if (!quiet || report.blocks.length > 0) terminal.err(text);
  }
  printJson(context, asDocument(report, milliseconds));
}

function asDocument({ policies, blocks, passedOver, unused }: LintReport, milliseconds: number): object {
  const findings = blocks.flatMap(({ policy, statement, findings: own, fix }) =>
    own.map(({ position: { line, column }, suppressed, ...finding }) => ({
      ...finding,
      ...{ line, column, policy, statement },
      ...(fix && { fix }),
      ...(suppressed && { suppressed: suppressed.reason }),
    })),
  );
  const clean = findings.every((finding) => 'suppressed' in finding);
  return { clean, policies, findings, passedOver, unusedSuppressions: unused, milliseconds };
}

function asDiagnostics({ findings, policy, statement, fix }: LintBlock): readonly Diagnostic[] {
  const subject = [policy, statement === '' ? '' : `statement ${statement}`].filter(Boolean).join(', ');
  return findings
    .filter(({ suppressed }) => suppressed === undefined)
    .map(({ rule, severity, file, position, summary, impact, remedy }, i) => ({
      code: `lint.${rule}`,
      severity,
      where: { file, ...position },
      summary: subject === '' ? summary : `${subject}: ${summary}`,
      ...(impact !== undefined && { why: impact }),
      ...(remedy !== undefined && { hint: remedy }),
      ...(fix && i === 0 && { hint: `Write instead: ${JSON.stringify(fix.length === 1 ? fix[0] : fix)}` }),
    }));
}
