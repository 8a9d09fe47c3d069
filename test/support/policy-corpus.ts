import { plan, planned, whole } from './policy-plans.js';
import { PUBLISHED_POLICIES, type PublishedPolicy } from './published-policies.js';

/** A policy as somebody published it, in the format of its source. */
export interface CorpusFile {
  readonly source: string;
  readonly what: string;
  readonly name: string;
  readonly text: string;
  /** Every rule that finds something in it. */
  readonly finds: readonly string[];
  /** Says why the findings are right. */
  readonly why: string;
}

const at = (repository: string, commit: string, path: string): string =>
  `https://github.com/${repository}/blob/${commit}/${path}`;

/** Written anew and cut to what the finding asks: names, accounts and tables are ours, unrelated statements are left out. */
const FILES: readonly CorpusFile[] = [
  {
    source: at(
      'aws-samples/aws-serverless-saas-workshop',
      '9d72a781db91bbb88f8209e109cb06d641c343f4',
      'Lab7/template.yaml',
    ),
    what: 'a role of a SAM template with every action on the table of all tenants’ costs',
    name: 'template.yaml',
    text: `AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Resources:
  CostTable:
    Type: AWS::DynamoDB::Table
    Properties: { BillingMode: PAY_PER_REQUEST }
  ExecutionRole:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: costs
          PolicyDocument:
            Version: 2012-10-17
            Statement:
              - Effect: Allow
                Action: [ dynamodb:* ]
                Resource: [ !GetAtt CostTable.Arn ]
`,
    finds: ['keyless-action', 'untied-keys'],
    why: 'The role reads, exports and changes every item; a job of the operator may accept that with a reason.',
  },
  {
    source: at('awslabs/aws-saas-boost', '452d7ca8902e7338e999290eebad9062c342915f', 'resources/saas-boost-core.yaml'),
    what: 'a function of the control plane that scans the onboarding table, its name by Fn::Sub',
    name: 'core.yaml',
    text: `AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Environment: { Type: String }
Resources:
  CapacityRole:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: !Sub sb-\${Environment}-capacity-\${AWS::Region}
          PolicyDocument:
            Version: 2012-10-17
            Statement:
              - Effect: Allow
                Action: logs:PutLogEvents
                Resource: !Sub arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:*:log-stream:*
              - Effect: Allow
                Action:
                  - dynamodb:Scan
                  - dynamodb:UpdateItem
                Resource: !Sub arn:\${AWS::Partition}:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/sb-\${Environment}-onboarding
`,
    finds: ['keyless-action', 'untied-keys'],
    why: 'Scan and UpdateItem carry no tie to a caller; the statement about logs is none of lint’s.',
  },
  {
    source: at(
      'aws/serverless-application-model',
      '7000d0a3b0e5e0d9fca014ce135850718aad1290',
      'integration/resources/templates/combination/all_policy_templates.yaml',
    ),
    what: 'policy templates of SAM: a table to read and write, its stream, and other services',
    name: 'template.yaml',
    text: `Transform: AWS::Serverless-2016-10-31
Resources:
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - EC2DescribePolicy: {}
        - DynamoDBCrudPolicy: { TableName: name }
        - DynamoDBStreamReadPolicy: { TableName: name, StreamName: name }
        - SESSendBouncePolicy: { IdentityName: name }
`,
    finds: ['keyless-action', 'untied-keys'],
    why: 'DynamoDBCrudPolicy allows Scan and every key, DynamoDBStreamReadPolicy every change.',
  },
  {
    source: at(
      'aws-samples/aws-saas-factory-eks-reference-architecture',
      'add9bd7c5b252a37b6b359013eaf42c56a574dc0',
      'services/tenant-onboarding/lib/tenant-onboarding-stack.ts',
    ),
    what: 'a role for each tenant, its id rendered into the leading keys by the CDK, with a scan',
    name: 'TenantStack.template.json',
    text: JSON.stringify({
      Resources: {
        TenantServiceAccountRoleDefaultPolicy: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyName: 'TenantServiceAccountRoleDefaultPolicy',
            Roles: [{ Ref: 'TenantServiceAccountRole' }],
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Action: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan'],
                  Resource: {
                    'Fn::Join': [
                      '',
                      [
                        'arn:',
                        { Ref: 'AWS::Partition' },
                        ':dynamodb:',
                        { Ref: 'AWS::Region' },
                        ':',
                        { Ref: 'AWS::AccountId' },
                        ':table/Product',
                      ],
                    ],
                  },
                  Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['tenant-1'] } },
                },
              ],
            },
          },
        },
      },
    }),
    finds: ['missing-null-guard', 'untied-keys', 'vacuous-condition'],
    why: 'Scan carries no leading keys, so the tenant’s role reads all products; the literal key is one tenant’s only by who gets the role.',
  },
  {
    source: at(
      'ramalis/terraform-iam-role-creation',
      '19b8b5821f09c290734241100f2fb2fee0da3750',
      'inline_policies/dynamodb_read_write_tenant.tpl',
    ),
    what: 'a table for each tenant, by an ARN without Region and account, rendered by Terraform',
    name: 'plan.json',
    text: plan(
      planned('aws_iam_role_policy', 'dynamodb', {
        ...{ name: 'dynamodb', role: 'tenant-7' },
        policy: whole(
          ['dynamodb:CreateTable', 'dynamodb:GetItem', 'dynamodb:GetRecords', 'dynamodb:PutItem', 'dynamodb:Scan'],
          'arn:aws:dynamodb:::table/MetadataTenant7',
        ),
      }),
    ),
    finds: ['keyless-action', 'untied-keys'],
    why: 'Nothing in the policy says that the table is the caller’s; a role and a table per tenant are accepted with that reason.',
  },
  {
    source: at('prannoymulmi/aws-localstack', '2a919b0570653403f6e6662a5b257576bf7672b8', 'terraform/iam.tf'),
    what: 'a policy by jsonencode, attached to one role for the functions of all tenants',
    name: 'plan.json',
    text: plan(
      planned('aws_iam_policy', 'lambda_dynamodb_policy', {
        name: 'lambda-dynamodb-policy',
        policy: whole(
          ['dynamodb:PutItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
          'arn:aws:dynamodb:eu-west-1:111122223333:table/tenant-1',
        ),
      }),
      planned('aws_iam_role_policy_attachment', 'lambda', {
        ...{ role: 'lambda', policy_arn: 'arn:aws:iam::111122223333:policy/lambda-dynamodb-policy' },
      }),
    ),
    finds: ['keyless-action', 'untied-keys'],
    why: 'Every function with the role scans the table.',
  },
  {
    source: at(
      'carlssonk/terraform-aws-infra',
      'a9c3054c78e8c58d4a4acb2b820160b24140d0b5',
      'modules/dynamodb/iam/main.tf',
    ),
    what: 'a data source with a wildcard over every reading action',
    name: 'plan.json',
    text: JSON.stringify({
      format_version: '1.2',
      planned_values: { root_module: {} },
      resource_changes: [
        {
          ...{ address: 'data.aws_iam_policy_document.this', mode: 'data', type: 'aws_iam_policy_document' },
          change: {
            actions: ['read'],
            after: {
              statement: [
                {
                  ...{ effect: 'Allow', condition: [], principals: [] },
                  actions: ['dynamodb:CreateTable', 'dynamodb:Get*', 'dynamodb:List*', 'dynamodb:Describe*'],
                  resources: ['arn:aws:dynamodb:eu-west-1:111122223333:table/org-app'],
                },
              ],
            },
            after_unknown: {},
          },
        },
      ],
    }),
    finds: ['untied-keys'],
    why: 'Get* means GetItem, without leading keys.',
  },
  {
    source: at(
      'aws-samples/aws-saas-factory-bootcamp',
      '99910113a1d0d19adc4f172745afca16262a6ef5',
      'source/user-manager/cognito-user.js',
    ),
    what: 'the policy of a tenant’s admin: table and indexes, the id as the whole key, CreateTable beside it',
    name: 'tenant-admin.json',
    text: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'dynamodb:GetItem',
            'dynamodb:Query',
            'dynamodb:PutItem',
            'dynamodb:DescribeTable',
            'dynamodb:CreateTable',
          ],
          Resource: [
            'arn:aws:dynamodb:us-east-1:111122223333:table/User',
            'arn:aws:dynamodb:us-east-1:111122223333:table/User/*',
          ],
          Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['TENANT-a1b2'] } },
        },
      ],
    }),
    finds: ['missing-null-guard', 'untied-keys'],
    why: 'The keys of one tenant are rendered into the role; its streams and backups are under `User/*`, too.',
  },
  {
    source: at(
      'NoSQLKnowHow/DynamoDB-IAM-Policies',
      '5ba67460efaa9120f5c60027d7ccbab2693adeaf',
      'AmazonDynamoDBDataFullAccess.json',
    ),
    what: 'a template of a policy for data: tables, indexes and streams by placeholders',
    name: 'data-full-access.json',
    text: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['dynamodb:GetShardIterator', 'dynamodb:GetRecords', 'dynamodb:Query'],
          Resource: [
            'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${DDB::TableName}/index/*',
            'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${DDB::TableName}/stream/*',
          ],
        },
      ],
    }),
    finds: ['keyless-action', 'unknown-variable', 'untied-keys'],
    why: 'As it stands the variables have no values; filled in, it reads every item and every change.',
  },
  {
    source: at(
      'nationalarchives/dr2-terraform-backend',
      '232c1c56ab92ebadd1615722a9b4003d93843c45',
      'templates/dynamo/lock_table_policy.json.tpl',
    ),
    what: 'the resource policy of a table of locks, for the roles that deploy',
    name: 'plan.json',
    text: plan(
      planned('aws_dynamodb_resource_policy', 'lock', {
        resource_arn: 'arn:aws:dynamodb:eu-west-2:111122223333:table/locks',
        policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: ['arn:aws:iam::111122223333:role/terraform'] },
              Action: ['dynamodb:DescribeTable', 'dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem'],
              Resource: 'arn:aws:dynamodb:eu-west-2:111122223333:table/locks',
            },
          ],
        }),
      }),
    ),
    finds: ['untied-keys'],
    why: 'The role reaches every lock, as it should: a table without tenants is accepted with that reason.',
  },
];

/** The published policies that are written as JSON or made by the CDK, as files. */
function asFile({ source, what, policy, faults, form, why }: PublishedPolicy): CorpusFile {
  const isTrust = policy.Statement.some(({ Principal }) => Principal !== undefined);
  const properties = isTrust
    ? { AssumeRolePolicyDocument: policy }
    : { Policies: [{ PolicyName: 'p', PolicyDocument: policy }] };
  const template = { Resources: { Role: { Type: 'AWS::IAM::Role', Properties: properties } } };
  const text = JSON.stringify(form === 'cdk' ? template : policy, null, 2);
  return { source, what, name: form === 'cdk' ? 'Stack.template.json' : 'policy.json', text, finds: faults, why };
}

export const POLICY_CORPUS: readonly CorpusFile[] = [...FILES, ...PUBLISHED_POLICIES.map(asFile)];
