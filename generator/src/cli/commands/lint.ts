import { resolve } from 'node:path';
import type { LintFinding } from '@tenantry/iam';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { CouldNotRun } from '../../project/could-not-run.js';
import { STANDARD_INPUT, schemasAt } from '../../project/find-schema.js';
import { loadProject, shownPath } from '../../project/load-project.js';
import { locateInJson } from '../../project/locate-in-json.js';
import { readText } from '../../project/read-text.js';
import type { Source } from '../../source.js';
import { type CommonOptions, type Context, elapsed, projectRequest } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printDiagnostics } from '../report/print-diagnostics.js';
import { printJson } from '../report/print-json.js';
import { counted, countedProblems, printSummary } from '../report/print-summary.js';

export interface LintOptions extends CommonOptions {
  readonly schema?: string;
}

/** `tenantry lint POLICY.json… [--schema FILE]`: the traps that policies of any author have fallen into. */
export async function lint(context: Context<LintOptions>, files: readonly string[]): Promise<ExitCode> {
  const { toolchain, options } = context;
  const sources = await policiesOf(context, files);
  const model = options.schema === undefined ? undefined : await modelOf(context, options.schema);
  const findings: (LintFinding & { readonly file: string })[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const source of sources) {
    for (const finding of await toolchain.lint(parsed(source), model)) {
      findings.push({ file: source.file, ...finding });
      diagnostics.push(asDiagnostic(source, finding));
    }
  }
  await printDiagnostics(context, diagnostics, sources);
  printJson(context, { findings, milliseconds: elapsed(context) });
  const verdict = diagnostics.length === 0 ? 'no trap found' : countedProblems(diagnostics);
  printSummary(context, `${counted(sources.length, 'policy', 'policies')}: ${verdict} (${elapsed(context)} ms)`);
  return diagnostics.length === 0 ? 0 : 1;
}

async function policiesOf({ terminal }: Context, named: readonly string[]): Promise<Source[]> {
  const files = await Promise.all(
    named.map(async (name): Promise<Source[]> => {
      if (name === STANDARD_INPUT) return [{ file: '<stdin>', text: await terminal.input() }];
      const paths = await schemasAt(name, terminal.cwd);
      return paths.map((path) => ({
        file: shownPath(terminal.cwd, path),
        text: readText(resolve(path), shownPath(terminal.cwd, path)),
      }));
    }),
  );
  return files.flat();
}

/** The model that patterns are also proved against; a schema with errors cannot serve. */
async function modelOf(context: Context, schema: string) {
  const { sources } = await loadProject(projectRequest(context, [schema]));
  const { model, diagnostics } = await context.toolchain.readSchema(sources);
  if (model !== undefined) return model;
  await printDiagnostics(context, diagnostics, sources);
  throw new CouldNotRun('input.schema', `The schema ${schema} has errors, so policies cannot be held against it.`);
}

function parsed({ file, text }: Source): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new CouldNotRun('input.not-json', `${file} is not JSON: ${(error as Error).message}`);
  }
}

const asDiagnostic = (
  { file, text }: Source,
  { rule, severity, path, summary, gain, mended }: LintFinding,
): Diagnostic => ({
  code: `lint.${rule}`,
  severity,
  where: locateInJson(file, text, path),
  summary,
  why: `An attacker gains: ${gain}`,
  ...(mended !== undefined && { hint: `Write instead: ${JSON.stringify(mended.length === 1 ? mended[0] : mended)}` }),
});
