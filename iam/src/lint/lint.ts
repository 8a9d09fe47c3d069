import type { PolicyDocument } from '../document.js';
import { recordOf } from '../evaluate/compile.js';
import { asIdentityPolicy } from './caller.js';
import { documentsBeside, type PolicyConditions } from './conditional.js';
import type { LintFinding, LintRule } from './finding.js';
import { isSilo, isTied, tiedObjects } from './item-tie.js';
import { type KeyReach, keyReach, type StatementReach } from './key-reach.js';
import { LINT_RULES } from './rules.js';
import { proofFinding } from './unproved.js';
import { type PolicyContext, policyView, type StatementView } from './view.js';

export type LintedKind = 'identity' | 'trust' | 'resource' | 'boundary';

/** A policy to check. Those of one owner count together: what one allows, another may deny. */
export interface LintSubject {
  readonly document: unknown;
  readonly kind: LintedKind;
  readonly owner?: string;
  /** Of a policy that a template makes under conditions only. */
  readonly conditions?: PolicyConditions;
}

/** A finding in one of the policies. */
export interface PolicyFinding extends LintFinding {
  /** The number of the policy. */
  readonly policy: number;
  /** The number of the statement; none for a finding about the whole policy. */
  readonly index?: number;
}

/**
 * Checks policies that somebody wrote, without a schema: every Allow that reaches items without a tie to its caller, and
 * every known trap. No finding means that each statement is proved to keep a session to its own items.
 */
export function lintPolicies(subjects: readonly LintSubject[]): readonly PolicyFinding[] {
  const groups = new Map<string, number[]>();
  for (const [i, { owner = `#${i}` }] of subjects.entries()) groups.set(owner, [...(groups.get(owner) ?? []), i]);
  const found = [...groups.values()].flatMap((members) => lintTogether(subjects, members));
  return found.sort((a, b) => a.policy - b.policy || (a.index ?? -1) - (b.index ?? -1));
}

/** Checks one document by itself. */
export const lint = (document: unknown, kind: LintedKind = kindOf(document)): readonly PolicyFinding[] =>
  lintPolicies([{ document, kind }]);

const statementsOf = (document: unknown): readonly unknown[] => {
  const listed = recordOf(document)?.Statement;
  return listed === undefined ? [] : Array.isArray(listed) ? listed : [listed];
};

const hasPrincipal = (statement: unknown): boolean =>
  recordOf(statement)?.Principal !== undefined || recordOf(statement)?.NotPrincipal !== undefined;

function kindOf(document: unknown): LintedKind {
  const statements = statementsOf(document);
  if (!statements.some(hasPrincipal)) return 'identity';
  const actions = statements.flatMap((statement) => recordOf(statement)?.Action ?? []);
  return actions.every((action) => typeof action === 'string' && action.startsWith('sts:')) ? 'trust' : 'resource';
}

/** A document that is read as one whatever it is. */
const asDocument = (value: unknown): PolicyDocument =>
  (recordOf(value) ?? { Statement: [] }) as unknown as PolicyDocument;

function lintTogether(subjects: readonly LintSubject[], members: readonly number[]): readonly PolicyFinding[] {
  const of = (kind: LintedKind): readonly number[] => members.filter((i) => subjects[i]?.kind === kind);
  const documentAt = (i: number): PolicyDocument => asDocument(subjects[i]?.document);
  const proofs = new Map<number, { readonly reach: KeyReach; readonly at: number }>();
  const identity = of('identity');
  const policies = identity.flatMap((i) => subjects[i] ?? []);
  const known = new Map<string, KeyReach>();
  for (const [at, i] of identity.entries()) {
    const own = policies[at];
    if (own === undefined) continue;
    const documents = documentsBeside(policies, own);
    // Most policies exist under no condition, and share one proof.
    const id = documents.map((document, each) => document === policies[each]?.document).join();
    const reach = known.get(id) ?? keyReach(documents.map(asDocument));
    known.set(id, reach);
    proofs.set(i, { reach, at });
  }
  for (const i of of('resource')) proofs.set(i, { reach: keyReach([asIdentityPolicy(documentAt(i))]), at: 0 });
  const isOfTenants =
    identity.some((i) => statementsOf(subjects[i]?.document).some(isTied)) ||
    [...known.values()].some(({ tied }) => tied.families.length > 0);
  const objects = identity.flatMap((i) => statementsOf(subjects[i]?.document).flatMap(tiedObjects));
  const tags = new Set(members.flatMap((i) => tagsNamed(subjects[i]?.document)));
  const [tag = 'TenantId', ...others] = tags;
  return members.flatMap((i) => {
    const proof = proofs.get(i);
    return lintOne(i, subjects[i]?.document, {
      reachOf: (statement) =>
        proof === undefined || isSilo(statementsOf(subjects[i]?.document)[statement])
          ? {}
          : proof.reach.of(proof.at, statement),
      isOfTenants,
      tiedObjects: objects,
      tag: others.length === 0 ? tag : undefined,
    });
  });
}

const tagsNamed = (document: unknown): readonly string[] =>
  [...(JSON.stringify(document) ?? '').matchAll(/aws:(?:principal|request)tag\/([^},"\s]+)/gi)].map(
    ([, tag = '']) => tag,
  );

function lintOne(policy: number, document: unknown, context: PolicyContext): readonly PolicyFinding[] {
  const view = policyView(document, context);
  if (view === undefined || view.statements.length === 0) {
    return [
      {
        ...{ policy, rule: 'no-policy', severity: 'error', statement: '', path: [] },
        summary:
          view === undefined ? 'This is not an IAM policy: it has no Statement.' : 'The policy has no statement.',
        impact: 'Nothing, but there is nothing to check either.',
      },
    ];
  }
  const allows = view.statements.filter((statement) => statement.allows);
  const isProved = allows.length > 0 && allows.every((statement) => isEmpty(statement.reach));
  return view.statements.flatMap((statement) => {
    const proved = statement.allows ? isEmpty(statement.reach) : isProved;
    const rules = LINT_RULES.filter(({ explainsKeys }) => !(explainsKeys && proved));
    const found = rules.flatMap((rule) => findingsOf(rule, statement, () => rule.check(statement, view)));
    return [...found, ...unexplained(statement, found, tagsNamed(document))].map((finding) => ({
      policy,
      index: statement.index,
      ...finding,
    }));
  });
}

const isEmpty = (reach: StatementReach): boolean => Object.keys(reach).length === 0;

const findingsOf = (
  rule: LintRule,
  statement: StatementView,
  check: () => ReturnType<LintRule['check']>,
): LintFinding[] =>
  check().map(({ element, ...found }) => ({
    ...{ rule: rule.id, severity: rule.severity, statement: statement.name },
    ...{ path: ['Statement', statement.index, ...element], impact: rule.impact },
    ...found,
  }));

const EXPLAINING: ReadonlySet<string> = new Set(
  LINT_RULES.flatMap(({ id, explainsKeys, explainsReach }) => (explainsKeys || explainsReach ? [id] : [])),
);

/** Returns a finding for a statement that the proof refutes and no rule explains. */
function unexplained(
  statement: StatementView,
  found: readonly LintFinding[],
  tagNames: readonly string[],
): readonly LintFinding[] {
  if (found.some(({ rule }) => EXPLAINING.has(rule))) return [];
  const { untied, keyless, absent, nobody } = statement.reach;
  const reached = untied ?? keyless ?? absent ?? nobody;
  if (reached === undefined) return [];
  return [{ ...proofFinding(reached, tagNames), statement: statement.name, path: ['Statement', statement.index] }];
}
