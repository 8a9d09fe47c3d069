import { DYNAMODB_ACTIONS, evaluate, listOf, type PolicyDocument, recordOf, type Statement } from '@tenantry/iam';
import type { Environment, Model } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import { isOfService } from '../../model/role-assumption.js';
import { bucketArn, roleArn, tableArn } from '../arn.js';
import { issuerActions } from '../session-issuer-policy.js';
import type { Finding } from './finding.js';
import { statementsOf } from './role-case.js';

/** What a principal that begins sessions could otherwise do to the roles. */
const OTHERS = ['iam:PassRole', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'];

const BEGIN = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

/** The actions that a session issuer may use, by the ARN of the role. */
type Foreseen = ReadonlyMap<string, readonly string[]>;

/**
 * Checks that a session issuer may begin exactly the sessions that the schema foresees, and reach nothing on the tables: the
 * principals of the service its roles, and those that `role` names that role.
 */
export function sessionIssuerFindings(
  model: Model,
  environment: Environment,
  policy: PolicyDocument | undefined,
  role?: Role,
): readonly Finding[] {
  const roles = role === undefined ? model.roles.filter((each) => isOfService(model, each)) : [role];
  const foreseen: Foreseen = new Map(
    roles.map((each) => [roleArn(model, environment, each.name), issuerActions(model, each)]),
  );
  const of = { environment: environment.name, ...(role && { role: role.name }) };
  const issuer = role === undefined ? 'The session issuer' : `The session issuer of ${role.name}`;
  const shown = requestsTo(model, environment, foreseen).flatMap(([action, resource, expected]): readonly Finding[] => {
    const actual = evaluate(policy ?? [], { action, resource, context: {} }).decision;
    if (actual === expected) return [];
    const code = expected === 'allowed' ? 'session-issuer.refused' : 'session-issuer.wider';
    const summary = `${issuer} ${expected === 'allowed' ? 'may not' : 'may'} ${action} on ${resource}.`;
    const counterexample = { session: {}, other: {}, action, resource, expected, actual };
    return [{ code, ...of, summary, counterexample }];
  });
  if (policy === undefined || shown.some(({ code }) => code === 'session-issuer.wider')) return shown;
  // Conditions keep requests that are tried here from being allowed, and not those of an attacker.
  return [
    ...shown,
    ...statementsOf(policy).flatMap((statement, i): readonly Finding[] => {
      const unforeseen = unforeseenIn(statement, foreseen);
      if (unforeseen === undefined) return [];
      const name = recordOf(statement)?.Sid === undefined ? String(i + 1) : String(statement.Sid);
      const summary = `Statement ${name} of ${issuer.replace('The', 'the')} allows ${unforeseen}, which the schema does not foresee, whatever its conditions. Remove it.`;
      return [{ code: 'session-issuer.wider', ...of, statement: name, summary }];
    }),
  ];
}

type Request = readonly [action: string, resource: string, expected: 'allowed' | 'denied'];

function requestsTo(model: Model, environment: Environment, foreseen: Foreseen): readonly Request[] {
  const another = `arn:${environment.partition}:iam::${environment.account}:role/another-role`;
  const roles = model.roles.map(({ name }) => roleArn(model, environment, name));
  const denied = (actions: readonly string[], resources: readonly string[]): readonly Request[] =>
    actions.flatMap((action) => resources.map((arn) => [action, arn, 'denied'] as const));
  return [
    ...roles.flatMap((arn) =>
      BEGIN.map((action) => [action, arn, foreseen.get(arn)?.includes(action) ? 'allowed' : 'denied'] as const),
    ),
    ...denied(OTHERS, [...roles, another]),
    ...denied(BEGIN, [another]),
    ...denied(
      ['s3:GetObject', 's3:PutObject'],
      model.buckets.map(({ bucketName }) => `${bucketArn(environment, bucketName)}/any`),
    ),
    ...denied(
      DYNAMODB_ACTIONS,
      model.tables.map(({ name }) => tableArn(environment, name)),
    ),
  ];
}

/** Returns the first thing that a statement names and the schema does not: only exact actions on exact roles are foreseen. */
function unforeseenIn(statement: Statement, foreseen: Foreseen): string | undefined {
  const read = recordOf(statement);
  if (read === undefined) return 'what cannot be read';
  if (read.Effect === 'Deny') return undefined;
  if (read.NotAction !== undefined || read.NotResource !== undefined) return 'all but some actions or resources';
  const actions = listOf(statement.Action);
  const resources = listOf(statement.Resource);
  if (![...actions, ...resources].every((text) => typeof text === 'string')) return 'what cannot be read';
  for (const resource of resources) {
    const allowed = (foreseen.get(resource) ?? []).map((action) => action.toLowerCase());
    const other = actions.find((action) => !allowed.includes(action.toLowerCase()));
    if (other !== undefined) return `${other} on ${resource}`;
  }
  return undefined;
}
