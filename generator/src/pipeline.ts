import { posix } from 'node:path';
import { type Compilation, compileRead } from './compilation.js';
import type { Diagnostic } from './diagnostics/diagnostic.js';
import { docsFiles } from './emit/docs/docs-files.js';
import { policyFiles } from './emit/iam/policy-files.js';
import { infrastructureFiles } from './emit/infrastructure/infrastructure-files.js';
import { stackProblems } from './emit/infrastructure/stack-limits.js';
import { TARGET_NAMES, type TargetName } from './emit/infrastructure/target-names.js';
import type { SyntaxGate } from './emit/print/syntax-gate.js';
import { clientFiles } from './emit/typescript/client-files.js';
import type { Model, Output } from './model/model.js';
import { type Verification, verify } from './policy/verify/verify.js';
import { findingDiagnostics } from './project/finding-diagnostics.js';
import { placesIn } from './project/place-of.js';
import { readSchema } from './read-schema.js';
import type { Source } from './source.js';
import type { WantedFile, WantedFolder } from './write/wanted-file.js';

export interface CompileOptions extends Pick<SyntaxGate, 'parse'> {
  /** Use `client`, `policies`, … where the schema names no folder; without it they are not emitted. */
  readonly defaultOutput?: boolean;
  /** How emitted modules import each other: `./member.js` unless set. */
  readonly importExtension?: '.js' | '.ts' | '';
  /** Targets of the infrastructure; all of them unless set. */
  readonly infrastructure?: readonly TargetName[];
  /** The user's own templates by name, in place of ours (`tenantry eject`). */
  readonly templates?: ReadonlyMap<string, string>;
  /** Tells the texts that an earlier run wrote to an output folder: that these parse is known. */
  readonly written?: (folder: string) => (text: string) => boolean;
}

/** From text to files, in memory: parse → validate → model → plan → emit. Writing is the step after it. */
export function compile(sources: readonly Source[], options: CompileOptions = {}): Compilation {
  return compileRead(readSchema(sources), (model, diagnostics) => compileModel(model, diagnostics, sources, options));
}

/** verify → plan → emit. Policies that do not isolate are an error: then there are no files. */
export function compileModel(
  model: Model,
  problems: readonly Diagnostic[],
  sources: readonly Source[],
  options: CompileOptions,
): Compilation {
  const verification = verify(model);
  const diagnostics = [...problems, ...findingDiagnostics(verification.findings, sources)];
  if (!verification.sound) return { diagnostics, folders: [] };
  const folders = emit(model, verification, sources, options);
  const refused = stackDiagnostics(model, folders, sources, options);
  return refused.length > 0
    ? { diagnostics: [...diagnostics, ...refused], folders: [] }
    : { model, diagnostics, folders };
}

/** Returns an error for each limit of CloudFormation that the emitted infrastructure passes. */
function stackDiagnostics(
  model: Model,
  folders: readonly WantedFolder[],
  sources: readonly Source[],
  { defaultOutput, infrastructure: targets = TARGET_NAMES }: CompileOptions,
): readonly Diagnostic[] {
  const { infrastructure } = outputOf(model, defaultOutput);
  const files = folders.find(({ folder }) => folder === infrastructure)?.files ?? [];
  const problems = infrastructure === undefined ? [] : stackProblems(model, files, targets);
  if (problems.length === 0) return [];
  const where = placesIn(sources)(['output', 'infrastructure']);
  const others = targets.filter((name) => name !== 'cloudformation' && name !== 'cdk').join(', ') || 'terraform';
  return problems.map((summary) => ({
    code: 'output.too-large',
    severity: 'error',
    where,
    summary,
    hint: `Split the schema, or leave the target out: \`infrastructure: [${others}]\` in tenantry.config.yaml.`,
  }));
}

const outputOf = (model: Model, defaultOutput = false): Output =>
  defaultOutput ? { ...DEFAULT_OUTPUT, ...model.output } : model.output;

const DEFAULT_OUTPUT: Output = {
  client: 'client',
  policies: 'policies',
  infrastructure: 'infrastructure',
  docs: 'docs',
};

/** plan → emit, for each output that has a folder. */
function emit(
  model: Model,
  verification: Verification,
  sources: readonly Source[],
  { defaultOutput, written = () => () => false, infrastructure: targets, ...options }: CompileOptions,
): WantedFolder[] {
  const output = outputOf(model, defaultOutput);
  type Written = { readonly written: (text: string) => boolean };
  const into = (folder: string | undefined, files: (of: Written) => readonly WantedFile[]): WantedFolder[] =>
    folder === undefined ? [] : [{ folder, files: files({ written: written(folder) }) }];
  const source = headerSource(sources);
  const named = { ...options, ...(source !== undefined && { source }) };
  return [
    ...into(output.client, (of) => clientFiles(model, { ...named, ...of })),
    ...into(output.policies, () => policyFiles(model, verification)),
    ...into(output.infrastructure, (of) =>
      infrastructureFiles(model, { ...named, ...of, ...(targets && { targets }), policies: policiesFrom(output) }),
    ),
    ...into(output.docs, () => docsFiles(model, { ...named, access: verification.access })),
  ];
}

/** The folder of the policies as files in that of the infrastructure refer to it. */
const policiesFrom = ({ infrastructure, policies }: Output): string | undefined =>
  infrastructure === undefined || policies === undefined ? undefined : posix.relative(infrastructure, policies);

/**
 * Names the origin in emitted files: the schema's file name without its folder, so that output is the same wherever a run
 * starts.
 */
function headerSource([first, ...others]: readonly Source[]): string | undefined {
  return others.length > 0 || first === undefined || first.file.startsWith('<')
    ? undefined
    : first.file.replace(/^.*[/\\]/, '');
}
