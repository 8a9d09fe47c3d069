import type { CorpusFile } from './policy-corpus.js';
import { plan, planned, whole } from './policy-plans.js';

/** Correct forms, each of which was once alarmed about. */
export const CORRECT_FILES: readonly Pick<CorpusFile, 'what' | 'name' | 'text'>[] = [
  {
    what: 'a Boolean under Null, as YAML gives it',
    name: 'template.yaml',
    text: `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: items
          PolicyDocument:
            Version: 2012-10-17
            Statement:
              - Effect: Allow
                Action: [ dynamodb:GetItem, dynamodb:Query ]
                Resource: !Sub arn:aws:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/app
                Condition:
                  ForAllValues:StringLike:
                    dynamodb:LeadingKeys: [ 'TENANT#\${aws:PrincipalTag/TenantId}', 'TENANT#\${aws:PrincipalTag/TenantId}#*' ]
                  Null: { dynamodb:LeadingKeys: false }
                  StringLike: { aws:PrincipalTag/TenantId: '?*' }
`,
  },
  {
    what: 'a broad Allow that Denies take back, in two policies of one role',
    name: 'Stack.template.json',
    text: JSON.stringify({
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            Policies: [
              {
                PolicyName: 'items',
                PolicyDocument: {
                  Version: '2012-10-17',
                  Statement: [
                    {
                      Effect: 'Allow',
                      Action: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
                      Resource: { 'Fn::GetAtt': ['Table', 'Arn'] },
                    },
                  ],
                },
              },
            ],
          },
        },
        Fence: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyName: 'fence',
            Roles: [{ Ref: 'Role' }],
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Deny',
                  Action: 'dynamodb:*',
                  Resource: '*',
                  Condition: {
                    'ForAnyValue:StringNotEquals': { 'dynamodb:LeadingKeys': 'TENANT#${aws:PrincipalTag/TenantId}' },
                  },
                },
                {
                  Effect: 'Deny',
                  Action: 'dynamodb:*',
                  Resource: '*',
                  Condition: { Null: { 'dynamodb:LeadingKeys': true } },
                },
                {
                  Effect: 'Deny',
                  Action: 'dynamodb:*',
                  Resource: '*',
                  Condition: { StringNotLike: { 'aws:PrincipalTag/TenantId': '?*' } },
                },
              ],
            },
          },
        },
        Table: { Type: 'AWS::DynamoDB::Table', Properties: {} },
      },
    }),
  },
  {
    // Source: Amazon Cognito Developer Guide, "Using attributes for access control as a form of attribute-based access control".
    what: 'the trust policy that AWS documents for attributes of an identity pool',
    name: 'role.json',
    text: JSON.stringify({
      Role: {
        RoleName: 'tenant',
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Federated: 'cognito-identity.amazonaws.com' },
              Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
              Condition: {
                StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-west-2:abcdefg-1234' },
                'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
              },
            },
          ],
        },
      },
    }),
  },
  {
    what: 'a table for each tenant, named by a tag',
    name: 'plan.json',
    text: plan(
      planned('aws_iam_role_policy', 'tenant', {
        ...{ name: 'tenant', role: 'tenant' },
        policy: whole(
          ['dynamodb:GetItem', 'dynamodb:Scan'],
          ['arn:aws:dynamodb:eu-west-1:111122223333:table/tenant-${aws:PrincipalTag/TenantId}-items'],
        ).replace('}]}', ',"Condition":{"StringLike":{"aws:PrincipalTag/TenantId":"?*"}}}]}'),
      }),
    ),
  },
  {
    // Source: IAM User Guide, "Amazon DynamoDB: Allows item-level access to DynamoDB based on an Amazon Cognito ID", with Null.
    what: 'the keys of a Cognito identity, as the AWS CLI prints the policy',
    name: 'get-policy-version.json',
    text: JSON.stringify({
      PolicyVersion: {
        VersionId: 'v2',
        IsDefaultVersion: true,
        Document: encodeURIComponent(
          JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: [
                  'dynamodb:DeleteItem',
                  'dynamodb:GetItem',
                  'dynamodb:PutItem',
                  'dynamodb:Query',
                  'dynamodb:UpdateItem',
                ],
                Resource: ['arn:aws:dynamodb:*:*:table/MyTable'],
                Condition: {
                  'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${cognito-identity.amazonaws.com:sub}'] },
                  Null: { 'dynamodb:LeadingKeys': 'false' },
                },
              },
            ],
          }),
        ),
      },
    }),
  },
  {
    what: 'conditions on things that a tenant does not decide, beside the tie',
    name: 'policy.json',
    text: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'],
          Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/app',
          Condition: {
            'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['TENANT#${aws:PrincipalTag/TenantId}'] },
            Null: { 'dynamodb:LeadingKeys': 'false' },
            StringLike: { 'aws:PrincipalTag/TenantId': '?*' },
            Bool: { 'aws:SecureTransport': 'true' },
            IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
            StringEquals: { 'aws:SourceVpce': 'vpce-1' },
          },
        },
      ],
    }),
  },
];
