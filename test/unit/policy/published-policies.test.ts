import { describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../../generator/src/policy/document.js';
import { lint } from '../../../generator/src/policy/lint/lint.js';
import { document, keys, TABLE, trust } from '../../support/lint-documents.js';

/**
 * Policies of the forms that were published, written anew with names of ours. Each stands for the flaw of its source;
 * read in November 2026.
 */
const PUBLISHED: readonly (readonly [source: string, policy: PolicyDocument, expected: readonly string[]])[] = [
  [
    'AWS SaaS Factory, serverless reference solution server/layers/auth_manager.py (https://github.com/aws-samples/aws-saas-factory-ref-solution-serverless-saas): a session policy whose id is put into "<id>-*" by string formatting, on every table',
    document({
      ...keys('{0}-*', {}),
      Action: ['dynamodb:GetItem', 'dynamodb:Query'],
      Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/*',
    }),
    ['missing-null-guard', 'string-template', 'index-under-table'],
  ],
  [
    'oneuptime.com blog, IAM policies for DynamoDB: tenant isolation by LeadingKeys with dynamodb:Scan among the actions',
    document({
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/T}'] } },
      Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Scan'],
    }),
    ['vacuous-condition', 'missing-tag-guard', 'missing-null-guard'],
  ],
  [
    'oneuptime.com blog, IAM policies for DynamoDB: attributes with Select only if it exists, and a scan',
    document({
      Action: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id', 'name'] },
        StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      },
    }),
    ['attributes-without-select', 'missing-null-guard'],
  ],
  [
    'dev.to/simonireilly, "AWS Pooled Multi-Tenancy for DynamoDB with IAM & Cognito", whose stack shows it at https://d1mmk10lcvudwp.cloudfront.net: "${tag}#*" without guards',
    document({ ...keys('${aws:PrincipalTag/org}#*', {}), Action: ['dynamodb:GetItem', 'dynamodb:Query'] }),
    ['missing-tag-guard', 'missing-null-guard'],
  ],
  [
    'a read policy for a table and an index under one condition, as in several guides to least privilege',
    document({
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/T}'] } },
      Action: ['dynamodb:GetItem', 'dynamodb:Query'],
      Resource: [TABLE, `${TABLE}/index/gsi1`],
    }),
    ['index-under-table', 'missing-tag-guard', 'missing-null-guard'],
  ],
  [
    'vitoreu.medium.com, "How to isolate tenant data on DynamoDB": a trust policy that lets a session be tagged with anything',
    trust({ Principal: { Service: 'lambda.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:TagSession'] }),
    ['open-tag-keys'],
  ],
  [
    'a published CDK sample of a multi-tenant MCP server ("stateless-mcp-on-ecs"): a tenant tag required of sts:TagSession as "*", in a statement apart from sts:AssumeRole',
    trust({}, { Action: 'sts:TagSession', Condition: { StringLike: { 'aws:RequestTag/tenantId': '*' } } }),
    ['tag-session-only', 'loose-request-tag', 'open-tag-keys'],
  ],
  [
    'the form of many answers about Cognito user pools and LeadingKeys: a claim of the token as a variable',
    document({
      Condition: {
        'ForAllValues:StringEquals': {
          'dynamodb:LeadingKeys': ['${cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x:custom:tenantId}'],
        },
      },
    }),
    ['custom-claim', 'missing-null-guard'],
  ],
  [
    'AWS SaaS reference architecture for ECS, DEVELOPER_GUIDE.md, "Data isolation with pooled databases" (https://github.com/aws-samples/saas-reference-architecture-ecs/blob/main/DEVELOPER_GUIDE.md): every action under ForAllValues, filled in by replacing text',
    document({
      Action: 'dynamodb:*',
      Resource: 'arn:aws:dynamodb:*:*:table/{{table}}',
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['{{tenant}}'] } },
    }),
    ['vacuous-condition', 'missing-null-guard', 'string-template'],
  ],
  [
    'a published CDK stack of an analytics product (2025): a tag that must equal itself, leading keys without a set operator, the table and all of its indexes under one condition',
    document({
      Action: [
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
        'dynamodb:Query',
        'dynamodb:Scan',
      ],
      Resource: [TABLE, `${TABLE}/index/*`],
      Condition: {
        StringEquals: {
          'dynamodb:LeadingKeys': '${aws:PrincipalTag/tenantId}',
          'aws:PrincipalTag/tenantId': '${aws:PrincipalTag/tenantId}',
        },
      },
    }),
    ['self-comparison', 'unqualified-keys', 'index-under-table', 'missing-tag-guard'],
  ],
  [
    'a published CDK sample of Lambda functions that assume roles with session tags: "${tag}/*" beside a list of attributes, neither with a guard',
    document({
      Action: 'dynamodb:Query',
      Condition: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/OrgPartK1}/*'] },
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['OrgPartK1', 'OrgSortK1'] },
      },
    }),
    ['unclosed-variable', 'missing-tag-guard', 'missing-null-guard', 'attributes-without-select'],
  ],
  [
    'a published guide to fine-grained access for Cognito users: dynamodb:* under ForAllValues on the identity',
    document({
      Action: 'dynamodb:*',
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${cognito-identity.amazonaws.com:sub}'] } },
    }),
    ['vacuous-condition', 'missing-null-guard'],
  ],
  [
    'a published construct of one role for all tenants by OIDC: TagSession in a statement of its own, without any condition',
    trust(
      {
        Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/login.example.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { 'login.example.com:aud': 'app' } },
      },
      {
        Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/login.example.com' },
        Action: 'sts:TagSession',
      },
    ),
    ['open-tag-keys'],
  ],
];

describe('published policies', () => {
  it.each(PUBLISHED)('%s', (_, policy, expected) => {
    expect([...new Set(lint(policy).map(({ rule }) => rule))].sort()).toEqual([...expected].sort());
  });
});
