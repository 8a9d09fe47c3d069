import { DYNAMODB_ACTIONS, evaluate, type PolicyDocument } from '@tenantry/iam';
import type { Environment, Model } from '../../model/model.js';
import { bucketArn, roleArn, tableArn } from '../arn.js';
import type { Finding } from './finding.js';

/** What a principal that begins sessions could otherwise do to the roles. */
const OTHERS = ['iam:PassRole', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy', 'sts:SetSourceIdentity'];

/** Whether the session issuer may assume exactly the roles of its environment, and nothing on the tables. */
export function sessionIssuerFindings(
  model: Model,
  environment: Environment,
  policy: PolicyDocument | undefined,
): readonly Finding[] {
  const roles = model.roles.map(({ name }) => roleArn(model, environment, name));
  const arnsOf = (tagged: boolean): readonly string[] =>
    model.roles.filter(({ tags }) => tags.length > 0 === tagged).map(({ name }) => roleArn(model, environment, name));
  const [tagged, untagged] = [arnsOf(true), arnsOf(false)];
  const another = `arn:${environment.partition}:iam::${environment.account}:role/another-role`;
  const requests: readonly (readonly [action: string, resource: string, expected: 'allowed' | 'denied'])[] = [
    ...roles.map((arn) => ['sts:AssumeRole', arn, 'allowed'] as const),
    ...tagged.map((arn) => ['sts:TagSession', arn, 'allowed'] as const),
    ...untagged.map((arn) => ['sts:TagSession', arn, 'denied'] as const),
    ...OTHERS.flatMap((action) => [...roles, another].map((arn) => [action, arn, 'denied'] as const)),
    ...['sts:AssumeRole', 'sts:TagSession'].map((action) => [action, another, 'denied'] as const),
    ...model.buckets.flatMap(({ bucketName }) =>
      ['s3:GetObject', 's3:PutObject'].map(
        (action) => [action, `${bucketArn(environment, bucketName)}/any`, 'denied'] as const,
      ),
    ),
    ...model.tables.flatMap(({ name }) =>
      DYNAMODB_ACTIONS.map((action) => [action, tableArn(environment, name), 'denied'] as const),
    ),
  ];
  return requests.flatMap(([action, resource, expected]): readonly Finding[] => {
    const actual = evaluate(policy ?? [], { action, resource, context: {} }).decision;
    if (actual === expected) return [];
    const code = expected === 'allowed' ? 'session-issuer.refused' : 'session-issuer.wider';
    const summary = `The session issuer ${expected === 'allowed' ? 'may not' : 'may'} ${action} on ${resource}.`;
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
