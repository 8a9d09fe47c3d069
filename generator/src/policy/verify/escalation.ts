import { bucketArn, roleArn, tableArn } from '../arn.js';
import { roleArnFor } from '../tenant-role.js';
import type { Finding } from './finding.js';
import type { RoleCase } from './role-case.js';
import { findingOf, sessionOf } from './trial.js';

/** What changes a role's policies or who may assume it. Source: Service Authorization Reference, AWS Identity and Access Management. */
const ON_ROLES = [
  'iam:AttachRolePolicy',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PassRole',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:TagRole',
  'iam:UntagRole',
  'iam:UpdateAssumeRolePolicy',
];

const ON_POLICIES = ['iam:CreatePolicyVersion', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion'];
const ON_TABLES = ['dynamodb:DeleteResourcePolicy', 'dynamodb:PutResourcePolicy', 'dynamodb:TagResource'];
const ON_BUCKETS = ['s3:DeleteBucketPolicy', 's3:PutBucketAcl', 's3:PutBucketPolicy'];

/** Whether a tenant role may change what fences it: its own policies, those of other roles, of tables and of buckets. */
export function escalation(subject: RoleCase): readonly Finding[] {
  const { model, environment, role } = subject;
  if (role.unscoped) return [];
  const policy = roleArn(model, environment, role.name).replace(':role/', ':policy/');
  const targets = [
    ...model.roles.flatMap((each) =>
      ON_ROLES.map((action) => [action, roleArnFor(model, environment, each, 'a')] as const),
    ),
    ...ON_POLICIES.map((action) => [action, policy] as const),
    ...model.tables.flatMap(({ name }) => ON_TABLES.map((action) => [action, tableArn(environment, name)] as const)),
    ...model.buckets.flatMap(({ bucketName }) =>
      ON_BUCKETS.map((action) => [action, bucketArn(environment, bucketName)] as const),
    ),
  ];
  const found = targets.flatMap(([action, resource]) =>
    findingOf(
      subject,
      'policy.escalation',
      `The policies allow ${action} on ${resource}, by which the role can change what fences it.`,
      { session: sessionOf(subject), action, resource },
      'denied',
    ),
  );
  return found.slice(0, 1);
}
