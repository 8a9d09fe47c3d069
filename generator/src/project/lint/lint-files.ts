import { type LintSubject, lintStatements, type PolicyFinding, type Statement } from '@tenantry/iam';
import { type Position, type Reading, type ReadPolicy, readPolicies } from '@tenantry/iam/read';
import type { Model } from '../../model/model.js';
import { lintStatementsWithModel } from '../../policy/lint-with-model.js';
import type { Source } from '../../source.js';
import { type Suppression, suppressionOf } from './suppressions.js';

/** A file as it was read. */
export interface LintSource extends Source {
  /** In a folder: a file of another kind is passed over. */
  readonly found: boolean;
}

/** One finding at its place. */
export interface FileFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly position: Position;
  /** Where in the policy, such as `Statement[0].Condition`. */
  readonly path: string;
  readonly summary: string;
  readonly impact?: string;
  readonly remedy?: string;
  readonly suppressed?: Suppression;
}

/** All that was found in one statement, or about one file. */
export interface LintBlock {
  readonly file: string;
  readonly position: Position;
  /** The policy, such as `TenantRole, policy "items"`; empty for a file. */
  readonly policy: string;
  readonly statement: string;
  readonly findings: readonly FileFinding[];
  readonly before?: unknown;
  readonly fix?: readonly Statement[];
}

export interface LintReport {
  readonly policies: number;
  readonly blocks: readonly LintBlock[];
  /** Files of folders that hold no policies. */
  readonly passedOver: readonly string[];
  readonly unused: readonly Suppression[];
}

export interface LintFilesOptions {
  readonly parameters: { readonly [name: string]: string };
  readonly suppressions: readonly Suppression[];
  readonly model?: Model;
  /** The role of the model that the policies are for. */
  readonly role?: string;
}

/** Lints the policies of all files. What was not understood is a finding, too. */
export function lintFiles(sources: readonly LintSource[], options: LintFilesOptions): LintReport {
  const { parameters, model, role } = options;
  const used = new Set<Suppression>();
  const readings = sources.map((source) => ({
    source,
    reading: readPolicies(source.file, source.text, { parameters }),
  }));
  const passed = readings.filter(({ source, reading }) => source.found && isOfAnotherKind(reading));
  const looked = readings.filter((each) => !passed.includes(each));
  const policies = looked.flatMap(({ reading }) => reading.policies);
  const subjects = policies.map(
    ({ document, kind, owner, group = owner, conditions, file }): LintSubject => ({
      ...{ document, kind },
      ...(group !== undefined && { owner: `${file}\n${group}` }),
      ...(conditions && { conditions }),
    }),
  );
  const found = model === undefined ? lintStatements(subjects) : lintStatementsWithModel(subjects, model, role);
  const accept = (finding: FileFinding, statement: string, owner: string | undefined): FileFinding => {
    const { rule, file } = finding;
    const by = suppressionOf({ rule, file, statement, ...(owner !== undefined && { owner }) }, options.suppressions);
    if (by === undefined) return finding;
    used.add(by);
    return { ...finding, suppressed: by };
  };
  const blocks = [
    ...looked.flatMap(({ reading }) => reading.problems.map((problem) => problemBlock(problem, accept))),
    ...found.flatMap(({ policy, index, statement, findings, fix }): readonly LintBlock[] => {
      const read = policies[policy];
      if (read === undefined) return [];
      const { file, name, owner } = read;
      const own = findings.map((finding) => accept(atPlace(read, finding), statement, owner));
      const position = read.locate(index === undefined ? [] : ['Statement', index]);
      const before = index === undefined ? undefined : statementAt(read, index);
      return [{ file, position, policy: name, statement, findings: own, before, ...(fix && { fix }) }];
    }),
  ];
  return {
    policies: policies.length,
    blocks: inOrder(blocks, sources),
    passedOver: passed.map(({ source }) => source.file),
    unused: options.suppressions.filter((each) => !used.has(each)),
  };
}

/** A template without policies was understood; so was a file that is no kind of policy at all, in a folder of many. */
const isOfAnotherKind = ({ policies, problems }: Reading): boolean =>
  policies.length === 0 && problems.every(({ code }) => code === 'no-policy');

function problemBlock(
  problem: Reading['problems'][number],
  accept: (finding: FileFinding, statement: string, owner: string | undefined) => FileFinding,
): LintBlock {
  const { file, position, code, summary, remedy } = problem;
  const finding: FileFinding = { rule: code, severity: 'error', file, position, path: '', summary, remedy };
  const owner = /^(\w+)[:,]/.exec(summary)?.[1];
  return { file, position, policy: '', statement: '', findings: [accept(finding, '', owner)] };
}

function atPlace({ file, locate }: ReadPolicy, finding: PolicyFinding): FileFinding {
  const { rule, severity, path, summary, impact } = finding;
  return { rule, severity, file, position: locate(path), path: shownPath(path), summary: withNames(summary), impact };
}

/** A text that is known only at deployment, as people read it. */
const withNames = (text: string): string => text.replaceAll(/⟦!?([^⟧]*)⟧/g, '<$1>');

const shownPath = (path: readonly (string | number)[]): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');

function statementAt({ document }: ReadPolicy, index: number): unknown {
  const listed = (document as { readonly Statement?: unknown }).Statement;
  return Array.isArray(listed) ? listed[index] : listed;
}

function inOrder(blocks: readonly LintBlock[], sources: readonly LintSource[]): readonly LintBlock[] {
  const rank = new Map(sources.map(({ file }, i) => [file, i]));
  const at = ({ file }: LintBlock): number => rank.get(file) ?? 0;
  return [...blocks].sort(
    (a, b) => at(a) - at(b) || a.position.line - b.position.line || a.position.column - b.position.column,
  );
}
