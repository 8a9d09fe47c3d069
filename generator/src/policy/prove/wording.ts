import {
  type Answer,
  foldName,
  KEYED_ACTIONS,
  type MeantAction,
  type ProofRequest,
  type Question,
  type Reason,
  type StatementReference,
} from '@tenantry/iam';
import type { Scope } from '../../model/model.js';
import type { Counterexample, Finding, FindingCode } from '../verify/finding.js';
import type { RoleCase } from '../verify/role-case.js';
import type { TenantGoal } from './goals.js';

/** The name of a statement: its Sid, or its number. */
export const nameOf = ({ sid, statement, policy, source }: StatementReference): string =>
  sid ??
  `${statement + 1}${source === 'resource' ? ' of the table’s policy' : policy > 0 ? ` of policy ${policy + 1}` : ''}`;

/** The finding of an answer: refuted with its request, or unproved with its reason. */
export function answerFinding(subject: RoleCase, of: TenantGoal, question: Question, answer: Answer): Finding {
  const name = nameOf(answer.statement);
  if (answer.kind === 'unproved') {
    return unproved(
      subject,
      name,
      `it is not shown that a session cannot ${GOALS[of.kind](of)}. ${whyNot(answer.reason)}`,
    );
  }
  const { request } = answer;
  return {
    code: codeOf(subject, of, request),
    ...about(subject, name),
    summary: `Statement ${name} lets a session ${did(of, question, request)}.`,
    counterexample: counterexampleOf(subject, of.scope, request),
  };
}

const about = (
  { environment, role }: RoleCase,
  statement: string,
): Pick<Finding, 'environment' | 'role' | 'statement'> => ({
  ...{ environment: environment.name, role: role.name, statement },
});

export const unproved = (subject: RoleCase, name: string, what: string): Finding => ({
  code: 'policy.unproved',
  ...about(subject, name),
  summary: `Statement ${name}: ${what}`,
});

export const GOALS: { readonly [kind in TenantGoal['kind']]: (goal: TenantGoal) => string } = {
  foreign: ({ scope }) => `reach keys of another ${scope?.name ?? 'owner'}`,
  keyless: () => 'do something that names no key',
  public: ({ scope }) => `write keys of the public scope ${scope?.name ?? ''}`,
  unscoped: ({ entity }) => `reach keys of ${entity}, which lies outside every scope`,
  outside: () => 'reach keys outside of every scope',
};

export function did(of: TenantGoal, { action }: Pick<Question, 'action'>, { texts, owner }: ProofRequest): string {
  const [key = '', ...others] = texts ?? [];
  const named = JSON.stringify(key);
  switch (of.kind) {
    case 'foreign':
      return `${others.length > 0 ? 'name in a batch' : 'reach'} the key ${named} of ${owner === undefined ? 'nobody' : JSON.stringify(owner)}`;
    case 'keyless':
      return `call ${action} without naming a key`;
    case 'public':
      return `write the public key ${named}`;
    case 'unscoped':
      return `reach ${named} of ${of.entity}, which lies outside every scope`;
    case 'outside':
      return `reach ${named}, which lies outside of every scope`;
  }
}

function codeOf({ tags }: RoleCase, { kind, scope }: TenantGoal, { session, texts = [] }: ProofRequest): FindingCode {
  const tag = scope?.principalTag ?? '';
  switch (kind) {
    case 'foreign':
      // A session of the role has the tag, unless its issuer leaves it out.
      if (tags.includes(tag) && (session[foldName(tag)] ?? '') === '') return 'policy.tag-guard';
      return texts.length > 1 ? 'policy.mixed-batch' : 'policy.foreign-key';
    case 'keyless':
      return 'policy.no-key';
    case 'public':
      return 'policy.public-write';
    case 'unscoped':
    case 'outside':
      return 'policy.outside-scope';
  }
}

/** The request with tags as the schema writes them, and without what every request carries. */
export function counterexampleOf(
  { tags, scopes }: RoleCase,
  scope: Scope | undefined,
  { action, resource, session, owner, context, decision }: ProofRequest,
): Counterexample {
  const written = new Map(
    [...scopes.map(({ principalTag }) => principalTag), ...tags].map((tag) => [foldName(tag), tag]),
  );
  const rest = Object.entries(context).filter(
    ([key]) => !/^(?:aws:principal(?:tag\/|arn$|account$)|dynamodb:leadingkeys$)/i.test(key),
  );
  const [, leadingKeys] = Object.entries(context).find(([key]) => foldName(key) === 'dynamodb:leadingkeys') ?? [];
  return {
    session: Object.fromEntries(Object.entries(session).map(([tag, value]) => [written.get(tag) ?? tag, value])),
    other: owner === undefined || scope?.principalTag === undefined ? {} : { [scope.principalTag]: owner },
    ...{ action, resource },
    ...(leadingKeys !== undefined && { leadingKeys: [leadingKeys].flat() }),
    ...(rest.length > 0 && { context: Object.fromEntries(rest) }),
    ...{ expected: 'denied', actual: decision },
  };
}

/** Says why nothing was decided, and what makes it decidable. */
export function whyNot({ kind, detail }: Reason): string {
  switch (kind) {
    case 'unreadable':
      return `${detail} is not understood. Write it as the IAM User Guide does.`;
    case 'operator':
      return `${detail} is not evaluated. Tie the statement to dynamodb:LeadingKeys by ForAllValues:StringLike and Null.`;
    case 'unqualified':
      return `${detail} compares a list without ForAllValues or ForAnyValue: AWS leaves open what that means. Write ForAllValues:StringLike.`;
    case 'variable':
      return `\${${detail}} is not a tag of the session. Use \${aws:PrincipalTag/…} with the tag of a scope.`;
    case 'two-places':
      return `\${${detail}} is read at two places of one text. Name it once, at its beginning.`;
    case 'other-tag':
      return `${detail} compares with another value of the request. Compare with a fixed text.`;
    case 'limit':
      return `There are too many combinations to look at (${detail}). Split the statement.`;
  }
}

/** The finding of an action that is not to be allowed whatever the conditions say. */
export function meantFinding(
  subject: RoleCase,
  { statement }: MeantAction,
  request: ProofRequest | undefined,
  { code, what }: { readonly code: FindingCode; readonly what: string },
): Finding {
  const name = nameOf(statement);
  return {
    ...{ code, ...about(subject, name), summary: `Statement ${name} ${what}.` },
    ...(request && { counterexample: counterexampleOf(subject, undefined, request) }),
  };
}

export const unreadableFinding = (subject: RoleCase, statement: StatementReference, what: string): Finding =>
  unproved(subject, nameOf(statement), whyNot({ kind: 'unreadable', detail: what }));

/** The most telling finding of each code and statement. */
export function firstOfEach(findings: readonly Finding[]): readonly Finding[] {
  const found = new Map<string, Finding>();
  // A request that surely passes tells more, and one that never has keys more than one that lacks them.
  const rank = ({ code, counterexample }: Finding): number =>
    counterexample === undefined
      ? 0
      : counterexample.actual === 'unknown'
        ? 1
        : code === 'policy.no-key' && KEYED_ACTIONS.includes(counterexample.action)
          ? 2
          : 3;
  for (const finding of findings) {
    const id = JSON.stringify([finding.code, finding.statement]);
    const known = found.get(id);
    if (known === undefined || rank(known) < rank(finding)) found.set(id, finding);
  }
  return [...found.values()];
}
