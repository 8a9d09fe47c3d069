import {
  DYNAMODB_ACTIONS,
  evaluate,
  foldName,
  listOf,
  type PolicyDocument,
  recordOf,
  type Statement,
} from '@tenantry/iam';
import type { Environment, Model } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import { isOfService } from '../../model/role-assumption.js';
import { bucketArn, tableArn } from '../arn.js';
import { issuedRoles, issuerActions } from '../session-issuer-policy.js';
import { roleArnFor, tenantScope } from '../tenant-role.js';
import { statementsOf } from './condition-texts.js';
import type { Finding } from './finding.js';

/** Actions by which a principal that begins sessions could change the roles. */
const OTHERS = ['iam:PassRole', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'];

const BEGIN = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

/** The actions that a session issuer may use, by the ARN of the role as its policy writes it. */
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
  const foreseen = foreseenOf(model, environment, roles);
  const of = { environment: environment.name, ...(role && { role: role.name }) };
  const issuer = role === undefined ? 'The session issuer' : `The session issuer of ${role.name}`;
  const shown = requestsTo(model, environment, roles).flatMap((request): readonly Finding[] => {
    const { action, resource, expected, tags = {} } = request;
    const context = Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:RequestTag/${tag}`, value]));
    const actual = evaluate(policy ?? [], { action, resource, context }).decision;
    if (actual === expected) return [];
    const code = expected === 'allowed' ? 'session-issuer.refused' : 'session-issuer.wider';
    const summary = `${issuer} ${expected === 'allowed' ? 'may not' : 'may'} ${action} on ${resource}.`;
    const counterexample = { session: tags, other: {}, action, resource, expected, actual };
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

function foreseenOf(model: Model, environment: Environment, roles: readonly Role[]): Foreseen {
  const all = new Map<string, readonly string[]>();
  for (const role of roles) {
    for (const action of issuerActions(model, role)) {
      const resource = issuedRoles(model, environment, role, action);
      all.set(resource, [...(all.get(resource) ?? []), action]);
    }
  }
  return all;
}

interface Request {
  readonly action: string;
  readonly resource: string;
  readonly expected: 'allowed' | 'denied';
  /** Tags that the call passes. */
  readonly tags?: { readonly [tag: string]: string };
}

function requestsTo(model: Model, environment: Environment, issued: readonly Role[]): readonly Request[] {
  const another = `arn:${environment.partition}:iam::${environment.account}:role/another-role`;
  const roles = model.roles.map((role) => roleArnFor(model, environment, role, 'a'));
  const denied = (actions: readonly string[], resources: readonly string[]): readonly Request[] =>
    actions.flatMap((action) => resources.map((resource): Request => ({ action, resource, expected: 'denied' })));
  return [
    ...model.roles.flatMap((role) =>
      beginRequests(model, environment, role, issued.includes(role) ? issuerActions(model, role) : []),
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

/**
 * Returns the calls that begin sessions of a role; of one that each tenant has, also those with the tag of another tenant,
 * or with none.
 */
function beginRequests(model: Model, environment: Environment, role: Role, may: readonly string[]): readonly Request[] {
  const scope = tenantScope(model, role);
  const resource = roleArnFor(model, environment, role, 'a');
  const own = BEGIN.map(
    (action): Request => ({
      ...{ action, resource, expected: may.includes(action) ? 'allowed' : 'denied' },
      ...(scope && { tags: { [scope.tag]: 'a' } }),
    }),
  );
  if (scope === undefined) return own;
  const others = ['a-2', 'A', '', '*', undefined].flatMap((value) =>
    ['sts:AssumeRole', 'sts:TagSession'].map(
      (action): Request => ({
        ...{ action, resource, expected: 'denied' },
        ...(value !== undefined && { tags: { [scope.tag]: value } }),
      }),
    ),
  );
  return [...own, ...others];
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
    const allowed = (foreseen.get(resource) ?? []).map((action) => foldName(action));
    const other = actions.find((action) => !allowed.includes(foldName(action)));
    if (other !== undefined) return `${other} on ${resource}`;
  }
  return undefined;
}
