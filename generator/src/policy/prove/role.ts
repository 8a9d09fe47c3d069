import { isDeepStrictEqual } from 'node:util';
import {
  compileDocument,
  DYNAMODB_ACTION_CLASSES,
  DYNAMODB_ACTIONS,
  decide,
  findMeant,
  foldName,
  KEYED_ACTIONS,
  listOf,
  type MeantAction,
  type Memo,
  newMemo,
  type PolicyDocument,
  type ProofDocuments,
  type ProofRequest,
  type Question,
  ROUTES,
  testActions,
  touches,
  WRITING_ACTIONS,
} from '@tenantry/iam';
import { statementsOf } from '../verify/condition-texts.js';
import { actionKinds } from '../verify/distinct-actions.js';
import type { Finding } from '../verify/finding.js';
import type { RoleCase } from '../verify/role-case.js';
import { applies, type Target } from '../verify/targets.js';
import { foreignGoals, KEYLESS, publicGoals, type TenantGoal, unscopedGoals } from './goals.js';
import { answerFinding, firstOfEach, meantFinding, unreadableFinding } from './wording.js';

/**
 * Proves that no session of a role reaches what is not its own, for all values of all tags; or says by which statement it does,
 * with a request, or may. A role without a scope is a declared cross-tenant grant and has nothing to prove here.
 */
export function soundness(subject: RoleCase): readonly Finding[] {
  if (subject.role.unscoped) return [];
  const memo = newMemo();
  return firstOfEach([
    ...subject.targets.flatMap((target) => (target.table === '' ? [] : targetFindings(subject, target, memo))),
    ...unknownActions(subject),
    ...otherRoutes(subject),
    ...unreadable(subject),
  ]);
}

/** Returns the context that every request of the role's sessions carries. */
export function askerOf({
  arn,
  identity,
  resource,
  environment,
}: RoleCase): Pick<Question, 'documents' | 'principal' | 'fixed'> {
  const documents: ProofDocuments = { identity, ...(resource && { resource }) };
  return {
    documents,
    principal: { kind: 'AWS', names: [arn] },
    fixed: { 'aws:PrincipalArn': arn, 'aws:PrincipalAccount': environment.account },
  };
}

function targetFindings(subject: RoleCase, target: Target, memo: Memo): readonly Finding[] {
  const { identity, resource } = subject;
  const documents = [...identity, ...(resource ? [resource] : [])];
  const kindOf = actionKinds(documents);
  const asked = new Set<string>();
  return DYNAMODB_ACTIONS.flatMap((action): readonly Finding[] => {
    const of = DYNAMODB_ACTION_CLASSES.get(action);
    if (of === 'describing' || !applies(action, target) || !isAllowed(documents, action, target)) return [];
    const keyed = KEYED_ACTIONS.includes(action);
    // Of actions that no statement tells apart one stands for all.
    const id = JSON.stringify([kindOf(action), keyed, keyed && WRITING_ACTIONS.has(action)]);
    if (asked.has(id)) return [];
    asked.add(id);
    const question: Question = {
      ...askerOf(subject),
      ...{ action, resource: target.arn, texts: { key: 'dynamodb:LeadingKeys', many: true } },
      memo,
    };
    return goalsOf(subject, action, target).flatMap((goal) =>
      decide(question, goal.goal).map((answer) => answerFinding(subject, goal, question, answer)),
    );
  });
}

/** Returns whether an Allow speaks of an action on a target, whatever its conditions. */
const isAllowed = (documents: readonly PolicyDocument[], action: string, { arn }: Target): boolean =>
  documents.some((document) =>
    compileDocument(document).some(
      (statement) =>
        statement.effect === 'Allow' &&
        testActions(statement, foldName(action)) !== 'no' &&
        (statement.resources === undefined || touches(statement, action, arn) !== 'no' || readsVariables(statement)),
    ),
  );

const readsVariables = ({ resources }: ReturnType<typeof compileDocument>[number]): boolean =>
  resources?.texts.some((tokens) => tokens === undefined || tokens.some(({ kind }) => kind === 'variable')) === true;

function goalsOf({ model }: RoleCase, action: string, target: Target): readonly TenantGoal[] {
  if (!KEYED_ACTIONS.includes(action)) return [KEYLESS];
  return [
    ...foreignGoals(model),
    KEYLESS,
    ...(WRITING_ACTIONS.has(action) ? publicGoals(model) : []),
    ...unscopedGoals(model, target),
  ];
}

/** Allows that mean actions of DynamoDB which no list knows: nothing is known of what ties them to keys. */
function unknownActions(subject: RoleCase): readonly Finding[] {
  const except = DYNAMODB_ACTIONS.map((action) => action.slice('dynamodb:'.length));
  return subject.targets
    .filter(({ kind, table }) => table !== '' && kind !== 'copy')
    .flatMap((target) =>
      findMeant({ ...askerOf(subject), resource: target.arn }, { service: 'dynamodb', except }).map((meant) =>
        meantFinding(subject, meant, requestOf(subject, meant, target.arn), {
          code: 'policy.no-key',
          what: `allows ${writtenAction(subject, meant)}, an action that Tenantry does not know: nothing says that keys limit it`,
        }),
      ),
    );
}

/** Allows of other services by which the role comes to items or to more rights, whatever their conditions. */
const otherRoutes = (subject: RoleCase): readonly Finding[] =>
  ROUTES.flatMap((route) =>
    findMeant(askerOf(subject), route).map((meant) =>
      meantFinding(subject, meant, requestOf(subject, meant, resourceOf(subject, meant)), {
        code: 'policy.escalation',
        what: `allows ${writtenAction(subject, meant)}, by which the role can ${route.reach}`,
      }),
    ),
  );

/** A request of an action that is meant, if one can be shown. */
function requestOf(subject: RoleCase, { statement, action }: MeantAction, resource: string): ProofRequest | undefined {
  const question: Question = { ...askerOf(subject), action, resource, texts: undefined };
  for (const answer of decide(question, { id: 'any', texts: 'any' })) {
    if (answer.kind === 'refuted' && isDeepStrictEqual(answer.statement, statement)) return answer.request;
  }
  return undefined;
}

/** A resource of which the statement speaks. */
function resourceOf({ identity }: RoleCase, { statement }: MeantAction): string {
  const document = identity[statement.policy];
  const [first = '*'] = document === undefined ? [] : listOf(statementsOf(document)[statement.statement]?.Resource);
  return first === '*' ? first : first.replaceAll(/\$\{[^}]*\}|\*/g, 'x').replaceAll('?', 'x');
}

/** The action as the statement writes it; of a pattern one that it means. */
function writtenAction({ identity }: RoleCase, { statement, action }: MeantAction): string {
  const document = identity[statement.policy];
  const texts = document === undefined ? [] : listOf(statementsOf(document)[statement.statement]?.Action);
  const written = texts.find((text) => foldName(text) === action);
  return written ?? (texts.length === 1 && texts[0] !== undefined ? `${texts[0]} and with it ${action}` : action);
}

/** Statements that hold something which is not understood: AWS may read more in them. */
const unreadable = (subject: RoleCase): readonly Finding[] =>
  subject.identity.flatMap((document, policy) =>
    compileDocument(document).flatMap(({ unknown, index, sid }) =>
      unknown === undefined
        ? []
        : [
            unreadableFinding(
              subject,
              { source: 'identity', policy, statement: index, ...(sid !== undefined && { sid }) },
              unknown,
            ),
          ],
    ),
  );
