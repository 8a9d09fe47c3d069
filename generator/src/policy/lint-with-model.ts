import {
  canBeginWith,
  documentsBeside,
  foldName,
  LINT_RULES,
  type LintSubject,
  lintStatements,
  type PolicyFinding,
  PROOF_RULES,
  recordOf,
  type StatementFindings,
} from '@tenantry/iam';
import type { Model } from '../model/model.js';
import { bucketSoundness } from './prove/buckets.js';
import { soundness } from './prove/role.js';
import { type Finding, isSoundness } from './verify/finding.js';
import { noCaches, roleCase } from './verify/role-case.js';
import { withoutHoles } from './without-holes.js';

export interface LintOptions {
  /** With a model its keys decide: `verify` proves the policy, as one of a role of it. */
  readonly model?: Model;
  readonly role?: string;
}

/** Lints one policy document. */
export function lint(document: unknown, { model, role }: LintOptions = {}): readonly PolicyFinding[] {
  const subjects: readonly LintSubject[] = [{ document, kind: hasPrincipals(document) ? 'trust' : 'identity' }];
  const found = model === undefined ? lintStatements(subjects) : lintStatementsWithModel(subjects, model, role);
  return found.flatMap(({ findings }) => findings);
}

const hasPrincipals = (document: unknown): boolean =>
  [recordOf(document)?.Statement].flat().some((each) => recordOf(each)?.Principal !== undefined);

/**
 * Lints policies against a model: whether a statement reaches items of others is what `verify` says of it as a statement of the
 * role, so a table that the schema does not have is nobody's. Everything else is as without a schema.
 */
export function lintStatementsWithModel(
  subjects: readonly LintSubject[],
  model: Model,
  roleName?: string,
): readonly StatementFindings[] {
  const role = roleName ?? model.roles.find(({ unscoped }) => !unscoped)?.name;
  const proofs = proofsOf(subjects, model, role, roleName === undefined);
  const found = lintStatements(subjects);
  const reported = new Map(found.map((each) => [`${each.policy} ${each.index}`, each]));
  for (const [i, subject] of subjects.entries()) {
    if (subject.kind !== 'identity') continue;
    const { found: own, at } = proofs[i] ?? { found: new Map<string, readonly Finding[]>(), at: 0 };
    for (const [index, statement] of statementsOf(subject.document).entries()) {
      const id = `${i} ${index}`;
      const name = nameOf(statement, index);
      const numbered = at > 0 && name === `${index + 1}` ? `${name} of policy ${at + 1}` : name;
      const refuted = own.get(numbered) ?? [];
      const known = reported.get(id);
      const kept = (known?.findings ?? []).filter((finding) => refuted.length > 0 || !isAboutKeys(finding));
      const findings = [...refuted.map((finding) => asFinding(finding, i, index, name)), ...kept];
      if (findings.length === 0) reported.delete(id);
      else {
        const fix = known?.fix;
        reported.set(id, { policy: i, index, statement: name, findings, ...(fix && kept.length > 0 && { fix }) });
      }
    }
  }
  return [...reported.values()].sort((a, b) => a.policy - b.policy || (a.index ?? -1) - (b.index ?? -1));
}

const KEY_RULES: ReadonlySet<string> = new Set([
  ...Object.keys(PROOF_RULES),
  ...LINT_RULES.flatMap(({ id, explainsKeys }) => (explainsKeys ? [id] : [])),
]);

/** Says that a statement reaches items, which the schema knows better. */
const isAboutKeys = ({ rule, path }: PolicyFinding): boolean =>
  KEY_RULES.has(rule) ||
  (/^missing-(?:null|tag)-guard$/.test(rule) && foldName(String(path.at(-1))) === 'dynamodb:leadingkeys');

const statementsOf = (document: unknown): readonly unknown[] => [recordOf(document)?.Statement].flat();

const nameOf = (statement: unknown, index: number): string => {
  const sid = recordOf(statement)?.Sid;
  return typeof sid === 'string' && sid !== '' ? sid : `${index + 1}`;
};

/** Tests whether policies speak of items or objects at all: those of a session issuer are no tenant role's. */
const isOfItems = (documents: readonly unknown[]): boolean => documents.flatMap(statementsOf).some(namesItems);

const namesItems = (statement: unknown): boolean => {
  const { Action, NotAction } = recordOf(statement) ?? {};
  if (NotAction !== undefined) return true;
  return [Action]
    .flat()
    .some((each) => typeof each === 'string' && SERVICES_OF_ITEMS.some((of) => canBeginWith(each, of)));
};

const SERVICES_OF_ITEMS = ['dynamodb:', 'dax:', 's3:'];

/** The proof of a subject's policies, and its place among those that count together. */
interface SubjectProof {
  readonly found: ReadonlyMap<string, readonly Finding[]>;
  readonly at: number;
}

/** By the number of the subject; none of policies that are not of a role. */
function proofsOf(
  subjects: readonly LintSubject[],
  model: Model,
  role: string | undefined,
  itemsOnly: boolean,
): readonly (SubjectProof | undefined)[] {
  const known = new Map<string, SubjectProof['found']>();
  return subjects.map((subject, i) => {
    if (subject.kind !== 'identity' || role === undefined) return undefined;
    const owner = subject.owner ?? `#${i}`;
    const together = subjects.filter((each, n) => each.kind === 'identity' && (each.owner ?? `#${n}`) === owner);
    if (itemsOnly && !isOfItems(together.map(({ document }) => document))) return undefined;
    const documents = documentsBeside(together, subject);
    const id = [owner, ...documents.map((document, n) => document === together[n]?.document)].join();
    const found = known.get(id) ?? proofOf(documents, model, role);
    known.set(id, found);
    return { found, at: together.indexOf(subject) };
  });
}

/** Proves policies that count together, as those of a role, and returns the findings by statement. */
function proofOf(documents: readonly unknown[], model: Model, role: string): ReadonlyMap<string, readonly Finding[]> {
  const identity = withoutHoles(documents);
  const found = new Map<string, Finding[]>();
  const checked = model.roles.find(({ name }) => name === role);
  if (checked === undefined) return found;
  const caches = noCaches();
  for (const environment of model.environments) {
    const subject = roleCase(model, environment, checked, identity, caches);
    const findings = [...soundness(subject), ...bucketSoundness(subject)];
    for (const finding of findings.filter(isSoundness)) {
      const name = finding.statement ?? '';
      const own = found.get(name) ?? [];
      if (!own.some(({ code }) => code === finding.code)) found.set(name, [...own, finding]);
    }
  }
  return found;
}

function asFinding(
  { code, summary, counterexample }: Finding,
  policy: number,
  index: number,
  name: string,
): PolicyFinding {
  const shown = counterexample === undefined ? '' : ` ${requestText(counterexample)}`;
  return {
    ...{ policy, index, rule: code.replace(/^policy\./, ''), severity: 'error', statement: name },
    path: ['Statement', index],
    summary: `${summary}${shown}`,
    impact: 'Reaches what the schema keeps for others.',
  };
}

function requestText({ session, action, resource, leadingKeys }: NonNullable<Finding['counterexample']>): string {
  const tags = Object.entries(session).map(([tag, value]) => `${tag}=${JSON.stringify(value)}`);
  const keys = leadingKeys === undefined ? '' : ` with ${leadingKeys.map((key) => JSON.stringify(key)).join(', ')}`;
  return `Example: ${tags.join(', ') || 'any session'} calls ${action} on ${resource}${keys}.`;
}
