import {
  ANY,
  ANYTHING,
  type Answer,
  BUCKET_ACTIONS,
  type Chain,
  decide,
  foldName,
  type Goal,
  literal,
  many,
  newMemo,
  OBJECT_ACTIONS,
  one,
  type ProofRequest,
  type Question,
  SOMETHING,
} from '@tenantry/iam';
import type { Bucket, Scope } from '../../model/model.js';
import { bucketArn } from '../arn.js';
import { distinctActions } from '../verify/distinct-actions.js';
import type { Finding, FindingCode } from '../verify/finding.js';
import type { RoleCase } from '../verify/role-case.js';
import { ownerClass, prefixChain, tagKey } from './goals.js';
import { askerOf } from './role.js';
import { counterexampleOf, firstOfEach, nameOf, unproved, whyNot } from './wording.js';

/**
 * Proves that no session of a role reaches objects below the prefix of another owner, or below none, for all values of all tags.
 * Several buckets of the schema may be one of S3, with prefixes that are apart.
 */
export function bucketSoundness(subject: RoleCase): readonly Finding[] {
  const { model, role } = subject;
  if (role.unscoped) return [];
  const names = new Set(model.buckets.map(({ bucketName }) => bucketName));
  return firstOfEach(
    [...names].flatMap((name) =>
      findingsIn(
        subject,
        name,
        model.buckets.filter(({ bucketName }) => bucketName === name),
      ),
    ),
  );
}

interface BucketGoal {
  readonly goal: Goal;
  readonly scope?: Scope;
  /** Completes "a session can …". */
  readonly what: string;
}

function findingsIn(subject: RoleCase, bucketName: string, buckets: readonly Bucket[]): readonly Finding[] {
  const arn = bucketArn(subject.environment, bucketName);
  const distinct = distinctActions(subject.identity);
  const lists = BUCKET_ACTIONS.filter((action) => action.startsWith('s3:ListBucket'));
  const memos = [newMemo(), newMemo()];
  const ask = (action: string, rest: Partial<Question>, goals: readonly BucketGoal[]): readonly Finding[] => {
    const question: Question = { ...askerOf(subject), action, resource: arn, texts: undefined, ...rest };
    return goals.flatMap((goal) =>
      decide(question, goal.goal).map((answer) => findingFor(subject, goal, action, answer)),
    );
  };
  const [objects, listings] = [goalsOf(subject, buckets, `${arn}/`), goalsOf(subject, buckets, '')];
  return [
    ...distinct(OBJECT_ACTIONS).flatMap((action) =>
      ask(
        action,
        { resource: `${arn}/`, texts: { key: 'resource', many: false }, ...(memos[0] && { memo: memos[0] }) },
        objects,
      ),
    ),
    ...distinct(lists).flatMap((action) =>
      ask(action, { texts: { key: 's3:prefix', many: false, mayBeEmpty: true }, ...(memos[1] && { memo: memos[1] }) }, [
        { goal: { id: 'whole bucket', texts: 'absent' }, what: 'list the whole bucket' },
        ...listings,
      ]),
    ),
    ...distinct(BUCKET_ACTIONS.filter((action) => !lists.includes(action))).flatMap((action) =>
      ask(action, {}, [{ goal: { id: 'any', texts: 'any' }, what: `call ${action}, which is about the whole bucket` }]),
    ),
  ];
}

/** The texts, behind an opening, that belong to another owner, and those that belong to nobody. A listing shows all below it. */
function goalsOf({ scopes }: RoleCase, buckets: readonly Bucket[], opening: string): readonly BucketGoal[] {
  const start = literal(opening);
  const below = (prefix: string, owner: Chain): Chain => [...start, ...prefixChain(prefix, owner), many(ANY)];
  const what = opening === '' ? 'list objects of' : 'reach objects of';
  return [
    ...buckets.flatMap(({ name, prefix, scope: scopeName }): readonly BucketGoal[] => {
      const scope = scopes.find((each) => each.name === scopeName);
      if (scope === undefined) return [];
      const owner = { kind: 'owner' as const, of: ownerClass(prefix) };
      const texts = {
        session: tagKey(scope.principalTag),
        chains: [below(prefix, [owner])],
        nobodys: [below(prefix, [])],
      };
      return [{ goal: { id: `${opening} ${name}`, texts }, scope, what: `${what} another ${scope.name}` }];
    }),
    {
      goal: {
        id: `${opening} nobody`,
        texts: {
          chains: [[...start, ...(opening === '' ? ANYTHING : SOMETHING)]],
          without: buckets.map(({ prefix }) => {
            const of = ownerClass(prefix);
            return below(prefix, [one(of), many(of)]);
          }),
        },
      },
      what: `${what} no owner`,
    },
  ];
}

function findingFor(subject: RoleCase, { scope, what }: BucketGoal, action: string, answer: Answer): Finding {
  const name = nameOf(answer.statement);
  if (answer.kind === 'unproved') {
    return unproved(subject, name, `it is not shown that a session cannot ${what}. ${whyNot(answer.reason)}`);
  }
  const { request } = answer;
  const on = request.texts === undefined ? request.resource : `the prefix ${JSON.stringify(request.texts[0])}`;
  return {
    code: codeOf(subject, scope, request),
    ...{ environment: subject.environment.name, role: subject.role.name, statement: name },
    summary: `Statement ${name} lets a session ${what}: ${action} on ${on}.`,
    counterexample: counterexampleOf(subject, scope, request),
  };
}

function codeOf({ tags }: RoleCase, scope: Scope | undefined, { session, action }: ProofRequest): FindingCode {
  if (CHANGES_ACCESS.has(action)) return 'policy.escalation';
  const tag = scope?.principalTag;
  if (tag === undefined) return 'policy.no-key';
  return tags.includes(tag) && (session[foldName(tag)] ?? '') === '' ? 'policy.tag-guard' : 'policy.foreign-key';
}

/** By these a role changes what fences it. */
const CHANGES_ACCESS: ReadonlySet<string> = new Set(['s3:DeleteBucketPolicy', 's3:PutBucketAcl', 's3:PutBucketPolicy']);
