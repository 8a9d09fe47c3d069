import { readPolicies } from '@tenantry/iam/read';
import { describe, expect, it } from 'vitest';

const statement = (more: object): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*', ...more }],
});
const role = (document: unknown, more: object = {}): string =>
  JSON.stringify({
    ...more,
    Resources: {
      R: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: document }] } },
    },
  });
const keys = (value: unknown): object => ({
  Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': value } },
});
const plan = (more: object): string =>
  JSON.stringify({ format_version: '1.2', planned_values: { root_module: {} }, ...more });
const planned = (type: string, values: object, unknown: object): string =>
  plan({
    planned_values: { root_module: { resources: [{ address: `${type}.x`, type, values }] } },
    resource_changes: [{ address: `${type}.x`, type, change: { after: values, after_unknown: unknown } }],
  });

/** Everything here holds, or may hold, a policy that lint cannot see. */
const UNREADABLE: { readonly [what: string]: string } = {
  'a file that is not JSON': '{ "Statement": [',
  'a file that is not YAML': 'Statement: [',
  'an empty file': ' \n',
  'a repeated element':
    '{ "Statement": [{ "Effect": "Allow", "Action": "a:b", "Action": "dynamodb:*", "Resource": "*" }] }',
  'an action by a parameter': role(statement({ Action: { Ref: 'Action' } })),
  'an effect by a parameter': role(statement({ Effect: { Ref: 'Effect' } })),
  'a principal by a parameter': role(statement({ Principal: { AWS: { Ref: 'Caller' } } })),
  'a condition by a macro': role(statement({ Condition: { 'Fn::Transform': { Name: 'M' } } })),
  'leading keys by a parameter': role(statement(keys({ Ref: 'Keys' }))),
  'leading keys with a parameter inside': role(statement(keys([{ 'Fn::Sub': '${Stage}#${!aws:PrincipalTag/T}' }]))),
  'leading keys by an import': role(statement(keys([{ 'Fn::ImportValue': 'keys' }]))),
  'leading keys by a dynamic reference': role(statement(keys(['{{resolve:ssm:/keys}}']))),
  'leading keys by a mapping of the Region': role(
    statement(keys([{ 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'K'] }])),
  ),
  'leading keys of an SSM parameter': role(statement(keys([{ Ref: 'P' }])), {
    Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/keys' } },
  }),
  'a pattern by a parameter in another condition': role(
    statement({ Condition: { StringLike: { 'aws:PrincipalArn': { Ref: 'Arn' } } } }),
  ),
  'a tag by a parameter': role(statement({ Condition: { StringEquals: { 'aws:PrincipalTag/T': { Ref: 'Tenant' } } } })),
  'a statement by a macro': role({ Version: '2012-10-17', Statement: [{ 'Fn::Transform': { Name: 'M' } }] }),
  'a document by a macro': role({ 'Fn::Transform': { Name: 'AWS::Include' } }),
  'a document by a parameter': role({ Ref: 'Document' }),
  'a document that is text and no JSON': role('allow all'),
  'too many conditions': role(
    statement({ Resource: Array.from({ length: 7 }, (_, i) => ({ 'Fn::If': [`C${i}`, 'a', 'b'] })) }),
  ),
  'policies by a macro': JSON.stringify({
    Resources: { R: { Type: 'AWS::IAM::Role', Properties: { Policies: { 'Fn::Transform': { Name: 'M' } } } } },
  }),
  'resources by a loop': JSON.stringify({
    Resources: { A: { Type: 'AWS::SNS::Topic' }, 'Fn::ForEach::Roles': ['R', ['a'], { '${R}': {} }] },
  }),
  'a macro over the template': JSON.stringify({ Transform: 'OurMacro', Resources: { A: { Type: 'AWS::SNS::Topic' } } }),
  'a nested stack': JSON.stringify({
    Resources: { S: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'x' } } },
  }),
  'an application of its own': JSON.stringify({ Resources: { S: { Type: 'AWS::Serverless::Application' } } }),
  'an attached policy of the account': JSON.stringify({
    Resources: {
      R: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/ours'] } },
    },
  }),
  'a connector to a resource of another template': JSON.stringify({
    Resources: {
      C: {
        Type: 'AWS::Serverless::Connector',
        Properties: { Source: { Id: 'A' }, Destination: { Id: 'B' }, Permissions: ['Read'] },
      },
    },
  }),
  'a plan whose policy is known after apply': planned('aws_iam_policy', { name: 'x' }, { policy: true }),
  'a plan whose inline policy is known after apply': planned(
    'aws_iam_role',
    { name: 'x', inline_policy: [{}] },
    { inline_policy: [{ policy: true }] },
  ),
  'a data source whose leading keys are known after apply': plan({
    resource_changes: [
      {
        address: 'data.aws_iam_policy_document.x',
        mode: 'data',
        type: 'aws_iam_policy_document',
        change: {
          after: {
            statement: [
              {
                actions: ['dynamodb:GetItem'],
                resources: ['*'],
                condition: [{ test: 'ForAllValues:StringLike', variable: 'dynamodb:LeadingKeys', values: [null] }],
              },
            ],
          },
          after_unknown: { statement: [{ condition: [{ values: [true] }] }] },
        },
      },
    ],
  }),
  'a data source that merges documents which are not known': plan({
    resource_changes: [
      {
        address: 'data.aws_iam_policy_document.x',
        mode: 'data',
        type: 'aws_iam_policy_document',
        change: { after: { statement: [] }, after_unknown: { source_policy_documents: true } },
      },
    ],
  }),
  'one page of several': JSON.stringify({ RoleDetailList: [], IsTruncated: true }),
  'an attached policy that the output leaves out': JSON.stringify({
    RoleDetailList: [
      {
        RoleName: 'r',
        AttachedManagedPolicies: [{ PolicyName: 'p', PolicyArn: 'arn:aws:iam::111122223333:policy/p' }],
      },
    ],
  }),
  'a document that was cut': JSON.stringify({
    RoleName: 'r',
    PolicyName: 'p',
    PolicyDocument: '%7B%22Statement%22%3A%5B',
  }),
};

/** Read, and without a policy to check. */
const NO_POLICY: { readonly [what: string]: string } = {
  'a file of something else': '{ "name": "package" }',
  'a list': '[1, 2]',
  'a text': 'hello',
  'a template without policies': JSON.stringify({ Resources: { T: { Type: 'AWS::SNS::Topic', Properties: {} } } }),
  'an empty Statement': '{ "Version": "2012-10-17", "Statement": [] }',
  'an empty Statement of a role': role({ Version: '2012-10-17', Statement: [] }),
  'a policy of a role without Statement': role({ Version: '2012-10-17' }),
  'a plan without policies': plan({}),
  'an account without roles': JSON.stringify({ RoleDetailList: [] }),
};

describe('what cannot be read', () => {
  it.each(Object.keys(UNREADABLE))('%s: is a finding with a place and a remedy', (what) => {
    const { problems } = readPolicies('file.json', UNREADABLE[what] ?? '');
    expect(problems.map(({ code }) => code)).toContain('unreadable');
    for (const { position, summary, remedy } of problems) {
      expect(position.line).toBeGreaterThan(0);
      expect(summary).toMatch(/\.$/);
      expect(remedy).toMatch(/^(?:Correct|Give|Write|Lint|Name|Read)\b.*\.$/);
    }
  });

  it.each(Object.keys(NO_POLICY))('%s: has a finding of its own', (what) => {
    const { policies, problems } = readPolicies('file.json', NO_POLICY[what] ?? '');
    expect(policies).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['no-policy']);
  });
});

describe('what may stay unknown until deployment', () => {
  it.each([
    [
      'a table by a parameter',
      role(statement({ Resource: { 'Fn::Sub': 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Name}' } })),
    ],
    ['a table of another stack', role(statement({ Resource: { 'Fn::ImportValue': 'table' } }))],
    ['the role of a trust policy', role(statement({ Principal: { AWS: { 'Fn::GetAtt': ['R', 'Arn'] } } }))],
    [
      'an audience',
      role(statement({ Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': { Ref: 'Pool' } } } })),
    ],
    [
      'a policy of the template',
      JSON.stringify({
        Resources: {
          P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: statement({}) } },
          R: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: [{ Ref: 'P' }] } },
        },
      }),
    ],
  ])('%s', (_, text) => {
    const { policies, problems } = readPolicies('file.json', text);
    expect(problems).toEqual([]);
    expect(policies).toHaveLength(1);
  });

  it('stays out of the way of a parameter that is given', () => {
    const text = role(statement(keys({ Ref: 'Keys' })));
    expect(readPolicies('file.json', text, { parameters: { Keys: 'T#1' } }).problems).toEqual([]);
    expect(readPolicies('file.json', text).problems[0]?.remedy).toContain('--parameter Keys=VALUE');
  });

  it('never hangs on aliases that repeat each other', () => {
    const lines = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`);
    const { problems } = readPolicies('file.yaml', `a0: &a0 [x]\n${lines.join('\n')}\n`);
    expect(problems.map(({ code }) => code)).toEqual(['unreadable']);
  });
});
