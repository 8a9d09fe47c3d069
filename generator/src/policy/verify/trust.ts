import type { Environment, Model } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import { DYNAMODB_ACTIONS } from '../actions.js';
import { principalArn, roleArn, tableArn } from '../arn.js';
import type { PolicyDocument } from '../document.js';
import { type AssumeRoleCall, evaluate, evaluateAssumeRole } from '../evaluate/index.js';
import { roleTags } from '../trust-policy.js';
import type { Finding } from './finding.js';

interface TrustCase {
  readonly environment: Environment;
  readonly role: Role;
  readonly trust: PolicyDocument;
}

/** What a call tries, and what must become of it. */
interface Attempt {
  readonly what: string;
  readonly call: AssumeRoleCall;
  readonly expected: 'allowed' | 'denied';
}

/** Whether exactly the trusted principals can begin sessions of a role, with exactly its tags. */
export function assumeRoleFindings(
  model: Model,
  environment: Environment,
  role: Role,
  trust: PolicyDocument,
): readonly Finding[] {
  const subject = { environment, role, trust };
  return attempts(model, environment, role).flatMap((attempt) => attemptFinding(subject, attempt) ?? []);
}

function attempts(model: Model, environment: Environment, role: Role): readonly Attempt[] {
  const way = model.identity.assumeRole;
  if (way === undefined) return [];
  const tags = Object.fromEntries(roleTags(model, role).map((tag) => [tag, 'a']));
  const call = (arn: string, extra: Partial<AssumeRoleCall> = {}): AssumeRoleCall => ({
    action: 'AssumeRole',
    roleArn: roleArn(model, environment, role.name),
    principal: { kind: 'AWS', names: [arn] },
    tags,
    ...extra,
  });
  const denied = (what: string, on: AssumeRoleCall): Attempt => ({ what, call: on, expected: 'denied' });
  const trusted = way.trusted.map((principal) => principalArn(environment, principal));
  const account = `arn:${environment.partition}:iam::`;
  const strangers = [`${account}${environment.account}:role/another-role`, `${account}000000000000:role/another-role`];
  return [
    ...trusted.flatMap((arn): readonly Attempt[] => {
      const foreign = arn.split(':')[4] !== environment.account;
      const needsId = way.externalId === 'required' || (foreign && way.externalId !== 'none');
      const id = needsId ? { externalId: 'an-external-id' } : {};
      return [
        { what: `${arn} with its tags`, call: call(arn, id), expected: 'allowed' },
        ...(needsId ? [denied(`${arn} without an external id`, call(arn))] : []),
        ...tagAttempts(tags).map(({ what, tags: wrong }) =>
          denied(`${arn} with ${what}`, call(arn, { ...id, tags: wrong })),
        ),
      ];
    }),
    ...strangers.map((arn) => denied(arn, call(arn, { externalId: 'an-external-id' }))),
  ];
}

/** Tags that no session of the role may have. */
export function tagAttempts(tags: {
  readonly [tag: string]: string;
}): readonly { what: string; tags: { readonly [tag: string]: string } }[] {
  const names = Object.keys(tags);
  return [
    ...names.flatMap((name) => {
      const { [name]: _, ...without } = tags;
      return [
        { what: `no ${name} tag`, tags: without },
        { what: `an empty ${name} tag`, tags: { ...tags, [name]: '' } },
      ];
    }),
    ...(names.length > 1 ? [{ what: 'no tags', tags: {} }] : []),
    { what: 'a tag that is not the role’s', tags: { ...tags, AnotherTag: 'a' } },
  ];
}

export function attemptFinding(
  { environment, role, trust }: TrustCase,
  { what, call, expected }: Attempt,
): Finding | undefined {
  const actual = evaluateAssumeRole(trust, call).decision;
  if (actual === expected) return undefined;
  const { externalId } = call;
  return {
    code: expected === 'allowed' ? 'trust.refused' : 'trust.wider',
    environment: environment.name,
    role: role.name,
    summary:
      expected === 'allowed'
        ? `The trust policy of ${role.name} keeps out ${what}.`
        : `The trust policy of ${role.name} lets in ${what}.`,
    counterexample: {
      session: call.tags,
      other: {},
      action: `sts:${call.action}`,
      resource: call.roleArn,
      context: {
        ...call.context,
        principal: call.principal.names,
        ...(externalId !== undefined && { 'sts:ExternalId': externalId }),
      },
      expected,
      actual,
    },
  };
}

/** Whether the minter may assume exactly the roles of its environment, and nothing on the tables. */
export function minterFindings(model: Model, environment: Environment, policy: PolicyDocument): readonly Finding[] {
  const roles = model.roles.map(({ name }) => roleArn(model, environment, name));
  const tagged = model.roles.filter(({ tags }) => tags.length > 0).map(({ name }) => roleArn(model, environment, name));
  const another = `arn:${environment.partition}:iam::${environment.account}:role/another-role`;
  const requests: readonly (readonly [action: string, resource: string, expected: 'allowed' | 'denied'])[] = [
    ...roles.map((arn) => ['sts:AssumeRole', arn, 'allowed'] as const),
    ...tagged.map((arn) => ['sts:TagSession', arn, 'allowed'] as const),
    ...['sts:AssumeRole', 'sts:TagSession', 'iam:PassRole'].map((action) => [action, another, 'denied'] as const),
    ...model.tables.flatMap(({ name }) =>
      DYNAMODB_ACTIONS.map((action) => [action, tableArn(environment, name), 'denied'] as const),
    ),
  ];
  return requests.flatMap(([action, resource, expected]): readonly Finding[] => {
    const actual = evaluate(policy, { action, resource, context: {} }).decision;
    if (actual === expected) return [];
    const code = expected === 'allowed' ? 'minter.refused' : 'minter.wider';
    const summary = `The minter ${expected === 'allowed' ? 'may not' : 'may'} ${action} on ${resource}.`;
    return [
      {
        code,
        environment: environment.name,
        summary,
        counterexample: { session: {}, other: {}, action, resource, expected, actual },
      },
    ];
  });
}
