import { type Reading, readPolicies } from '@tenantry/iam/read';
import { describe, expect, it } from 'vitest';

const PATTERN = 'TENANT#${aws:PrincipalTag/TenantId}';
const CONDITION = {
  'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [PATTERN] },
  Null: { 'dynamodb:LeadingKeys': 'false' },
};
const policy = (resource: unknown = 'arn:aws:dynamodb:eu-west-1:111122223333:table/app', condition = CONDITION) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: resource, Condition: condition }],
});
const TEXT = JSON.stringify(policy());
const ENCODED = encodeURIComponent(TEXT);
const json = (value: unknown): string => JSON.stringify(value, null, 2);
const resource = (type: string, properties: object): string =>
  json({ Resources: { X: { Type: type, Properties: properties } } });
const terraform = (...resources: readonly object[]): object => ({
  format_version: '1.2',
  planned_values: { root_module: { resources: [], child_modules: [{ address: 'module.a', resources }] } },
});
const declared = (type: string, values: object): object => ({
  address: `${type}.x`,
  mode: 'managed',
  type,
  name: 'x',
  values,
});

/** Each holds the policy above, in the form of a program that people use. */
const FORMS: { readonly [form: string]: string } = {
  'a policy': json(policy()),
  'a policy in YAML': `Version: 2012-10-17
Statement:
  - Effect: Allow
    Action: dynamodb:GetItem
    Resource: arn:aws:dynamodb:eu-west-1:111122223333:table/app
    Condition:
      ForAllValues:StringEquals: { dynamodb:LeadingKeys: [ 'TENANT#\${aws:PrincipalTag/TenantId}' ] }
      Null: { dynamodb:LeadingKeys: "false" }
`,
  'a policy with tabs and a byte order mark': `\uFEFF${JSON.stringify(policy(), null, '\t')}`,
  'Fn::Sub inside a policy': json(
    policy(undefined, {
      ...CONDITION,
      'ForAllValues:StringEquals': {
        'dynamodb:LeadingKeys': [{ 'Fn::Sub': 'TENANT#${!aws:PrincipalTag/TenantId}' } as unknown as string],
      },
    }),
  ),
  'AWS::IAM::Role': resource('AWS::IAM::Role', { Policies: [{ PolicyName: 'p', PolicyDocument: policy() }] }),
  'AWS::IAM::User': resource('AWS::IAM::User', { Policies: [{ PolicyName: 'p', PolicyDocument: policy() }] }),
  'AWS::IAM::Policy': resource('AWS::IAM::Policy', {
    PolicyName: 'p',
    PolicyDocument: policy(),
    Roles: [{ Ref: 'R' }],
  }),
  'AWS::IAM::ManagedPolicy': resource('AWS::IAM::ManagedPolicy', { PolicyDocument: policy() }),
  'AWS::IAM::RolePolicy': resource('AWS::IAM::RolePolicy', { RoleName: 'r', PolicyDocument: policy() }),
  'AWS::DynamoDB::Table': resource('AWS::DynamoDB::Table', { ResourcePolicy: { PolicyDocument: policy() } }),
  'AWS::DynamoDB::GlobalTable': resource('AWS::DynamoDB::GlobalTable', {
    Replicas: [{ Region: 'eu-west-1', ResourcePolicy: { PolicyDocument: policy() } }],
  }),
  'AWS::Serverless::Function': resource('AWS::Serverless::Function', {
    Policies: ['AWSLambdaBasicExecutionRole', policy()],
  }),
  'AWS::Serverless::Function with one policy': resource('AWS::Serverless::Function', { Policies: policy() }),
  'AWS::Serverless::StateMachine': resource('AWS::Serverless::StateMachine', { Policies: [policy()] }),
  'a custom resource': resource('Custom::Policies', { Roles: [{ Inline: { p: policy() } }] }),
  'a CDK template': json({
    Resources: {
      RoleDefaultPolicy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'RoleDefaultPolicy',
          PolicyDocument: policy({
            'Fn::Join': [
              '',
              ['arn:', { Ref: 'AWS::Partition' }, ':dynamodb:eu-west-1:111122223333:table/', { Ref: 'Table' }],
            ],
          }),
        },
      },
      Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'app' } },
    },
  }),
  'short tags': `Parameters: { Prefix: { Type: String, Default: TENANT }, Env: { Type: String, Default: app } }
Conditions: { Prod: !Equals [!Ref Env, prod] }
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Action: dynamodb:GetItem
                Resource: !Join [':', [arn, aws, dynamodb, eu-west-1, 111122223333, !Sub 'table/\${Env}']]
                Condition:
                  ForAllValues:StringEquals: { dynamodb:LeadingKeys: [ !Sub '\${Prefix}#\${!aws:PrincipalTag/TenantId}' ] }
                  Null: { dynamodb:LeadingKeys: "false" }
`,
  'terraform show -json, aws_iam_policy': json(terraform(declared('aws_iam_policy', { name: 'p', policy: TEXT }))),
  'terraform show -json, aws_iam_role': json(
    terraform(declared('aws_iam_role', { name: 'r', inline_policy: [{ name: 'p', policy: TEXT }] })),
  ),
  'terraform show -json, aws_iam_role_policy': json(
    terraform(declared('aws_iam_role_policy', { role: 'r', policy: TEXT })),
  ),
  'terraform show -json, aws_dynamodb_resource_policy': json(
    terraform(declared('aws_dynamodb_resource_policy', { policy: TEXT })),
  ),
  'terraform show -json, the state': json({
    format_version: '1.0',
    values: { root_module: { resources: [declared('aws_iam_policy', { policy: TEXT })] } },
  }),
  'terraform show -json, aws_iam_policy_document that is read during apply': json({
    ...terraform(),
    resource_changes: [
      {
        address: 'data.aws_iam_policy_document.x',
        mode: 'data',
        type: 'aws_iam_policy_document',
        change: {
          actions: ['read'],
          after: {
            statement: [
              {
                actions: ['dynamodb:GetItem'],
                resources: ['arn:aws:dynamodb:eu-west-1:111122223333:table/app'],
                condition: [
                  {
                    test: 'ForAllValues:StringEquals',
                    variable: 'dynamodb:LeadingKeys',
                    values: [PATTERN.replace('$', '&')],
                  },
                  { test: 'Null', variable: 'dynamodb:LeadingKeys', values: ['false'] },
                ],
              },
            ],
          },
          after_unknown: {},
        },
      },
    ],
  }),
  'aws iam get-role-policy': json({ RoleName: 'r', PolicyName: 'p', PolicyDocument: policy() }),
  'aws iam get-role-policy, URL-encoded': json({ RoleName: 'r', PolicyName: 'p', PolicyDocument: ENCODED }),
  'aws iam get-policy-version': json({
    PolicyVersion: { Document: policy(), VersionId: 'v1', IsDefaultVersion: true },
  }),
  'aws iam get-account-authorization-details': json({
    RoleDetailList: [
      {
        RoleName: 'r',
        RolePolicyList: [],
        AttachedManagedPolicies: [{ PolicyName: 'p', PolicyArn: 'arn:aws:iam::111122223333:policy/p' }],
      },
    ],
    UserDetailList: [],
    GroupDetailList: [],
    Policies: [
      {
        PolicyName: 'p',
        Arn: 'arn:aws:iam::111122223333:policy/p',
        PolicyVersionList: [
          { VersionId: 'v1', IsDefaultVersion: false, Document: ENCODED.replace('GetItem', 'Scan') },
          { VersionId: 'v2', IsDefaultVersion: true, Document: ENCODED },
        ],
      },
    ],
  }),
  'aws iam get-account-authorization-details, an inline policy': json({
    RoleDetailList: [{ RoleName: 'r', RolePolicyList: [{ PolicyName: 'p', PolicyDocument: ENCODED }] }],
    IsTruncated: false,
  }),
  'aws dynamodb get-resource-policy': json({ Policy: TEXT, RevisionId: '1' }),
};

/** As IAM sees it: a list of one is the same as the value. */
const normal = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.length === 1
      ? normal(value[0])
      : value.map(normal)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, normal(each)]))
      : value;

const conditionOf = ({ policies }: Reading): unknown =>
  policies.map(({ document }) => (document as ReturnType<typeof policy>).Statement[0]?.Condition)[0];

describe('formats', () => {
  it.each(Object.keys(FORMS))('%s: reads the policy', (form) => {
    const { policies, problems } = readPolicies('file', FORMS[form] ?? '');
    expect(problems).toEqual([]);
    expect(policies.map(({ document }) => normal(document))).toEqual([normal(policy())]);
  });

  it.each(Object.keys(FORMS))('%s: knows the line of the leading keys, or of the text that holds them', (form) => {
    const text = FORMS[form] ?? '';
    const [first] = readPolicies('file', text).policies;
    const position = first?.locate(['Statement', 0, 'Condition', 'ForAllValues:StringEquals', 'dynamodb:LeadingKeys']);
    const line = text.split('\n')[(position?.line ?? 0) - 1] ?? '';
    expect(line.slice((position?.column ?? 0) - 1, (position?.column ?? 0) - 1 + (position?.length ?? 0))).not.toBe('');
    expect(line).toMatch(/dynamodb:LeadingKeys|[Pp]olicy"?:|Document|"statement"|\{$/);
  });

  it('reads trust policies as such, wherever they stand', () => {
    const trust = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/api' }, Action: 'sts:AssumeRole' },
      ],
    };
    for (const text of [
      json(trust),
      resource('AWS::IAM::Role', { AssumeRolePolicyDocument: trust }),
      resource('AWS::Serverless::Function', { AssumeRolePolicyDocument: trust }),
      json(terraform(declared('aws_iam_role', { assume_role_policy: JSON.stringify(trust) }))),
      json({ Role: { RoleName: 'r', AssumeRolePolicyDocument: trust } }),
      json({ Roles: [{ RoleName: 'r', AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)) }] }),
      json({ RoleDetailList: [{ RoleName: 'r', AssumeRolePolicyDocument: trust }] }),
    ]) {
      expect(readPolicies('file', text)).toMatchObject({
        problems: [],
        policies: [{ kind: 'trust', document: trust }],
      });
    }
  });

  it('keeps a Boolean, as YAML gives it', () => {
    const text = FORMS['a policy in YAML']?.replace('"false"', 'false') ?? '';
    expect(readPolicies('file', text).policies[0]?.document).toMatchObject({
      Statement: [{ Condition: { Null: { 'dynamodb:LeadingKeys': false } } }],
    });
  });

  it('reads both branches of Fn::If, and neither AWS::NoValue', () => {
    const either = policy({ 'Fn::If': ['Prod', 'arn:aws:dynamodb:eu-west-1:111122223333:table/a', '*'] });
    const { policies } = readPolicies(
      'file',
      resource('AWS::IAM::Policy', {
        PolicyDocument: {
          ...either,
          Statement: [...either.Statement, { 'Fn::If': ['More', either.Statement[0], { Ref: 'AWS::NoValue' }] }],
        },
      }),
    );
    const shown = policies.map(({ name, document }) => [
      name,
      (document as { Statement: { Resource: string }[] }).Statement.map(({ Resource }) => Resource),
    ]);
    const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/a';
    expect(shown).toEqual([
      ['X (if not Prod, not More)', ['*']],
      ['X (if Prod, not More)', [table]],
      ['X (if not Prod, More)', ['*', '*']],
      ['X (if Prod, More)', [table, table]],
    ]);
  });

  it('gives a parameter the value that is asked for, else its default', () => {
    const text = FORMS['short tags'] ?? '';
    const keys = (parameters?: { readonly [name: string]: string }): unknown =>
      conditionOf(readPolicies('file', text, parameters && { parameters }));
    expect(keys()).toMatchObject({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [PATTERN] } });
    expect(keys({ Prefix: 'ORG' })).toMatchObject({
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [PATTERN.replace('TENANT', 'ORG')] },
    });
  });
});

describe('the Serverless Application Model', () => {
  const allowed = (text: string): readonly string[] =>
    readPolicies('file', text).policies.flatMap(({ document }) =>
      (document as { Statement: { Action: readonly string[]; Resource: readonly string[] }[] }).Statement.flatMap(
        ({ Action, Resource }) => Resource.flatMap((on) => Action.map((action) => `${action} ${on}`)),
      ),
    );
  const TABLE = 'arn:aws:dynamodb:⟦AWS::Region⟧:⟦AWS::AccountId⟧:table/⟦Items⟧';
  const template = (properties: string, more = ''): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Items: { Type: AWS::DynamoDB::Table, Properties: {} }
  Function:
    Type: AWS::Serverless::Function
${properties}
${more}`;

  it.each([
    ['DynamoDBCrudPolicy', 'dynamodb:Scan', ''],
    ['DynamoDBReadPolicy', 'dynamodb:Query', '/index/*'],
    ['DynamoDBWritePolicy', 'dynamodb:PutItem', ''],
    ['DynamoDBStreamReadPolicy', 'dynamodb:GetRecords', '/stream/*'],
    ['DynamoDBRestoreFromBackupPolicy', 'dynamodb:RestoreTableFromBackup', '/backup/*'],
    ['DynamoDBBackupFullAccessPolicy', 'dynamodb:CreateBackup', ''],
    ['DynamoDBReconfigurePolicy', 'dynamodb:UpdateTable', ''],
  ])('expands %s', (name, action, below) => {
    const text = template(`    Properties: { Policies: [ { ${name}: { TableName: !Ref Items } } ] }`);
    expect(allowed(text)).toContain(`${action} ${TABLE}${below}`);
    expect(readPolicies('file', text).policies[0]?.locate(['Statement', 0, 'Action']).line).toBe(6);
  });

  it('expands connectors, of the resource and beside it', () => {
    const inside = template(
      '    Properties: {}\n    Connectors: { Data: { Properties: { Destination: { Id: Items }, Permissions: [Read, Write] } } }',
    );
    const beside = template(
      '    Properties: {}',
      '  Data: { Type: AWS::Serverless::Connector, Properties: { Source: { Id: Function }, Destination: { Id: Items }, Permissions: [Read] } }',
    );
    expect(allowed(inside)).toEqual(
      expect.arrayContaining([`dynamodb:Scan ${TABLE}`, `dynamodb:PutItem ${TABLE}/index/*`]),
    );
    expect(allowed(beside)).toContain(`dynamodb:GetItem ${TABLE}`);
    const stream = template(
      '    Properties: {}',
      '  Data: { Type: AWS::Serverless::Connector, Properties: { Source: { Id: Items }, Destination: { Id: Function }, Permissions: [Read] } }',
    );
    expect(allowed(stream)).toContain(`dynamodb:GetRecords ${TABLE}/stream/*`);
  });

  it('knows policies that AWS keeps by what they reach', () => {
    const of = (entry: string): unknown => readPolicies('file', template(`    Properties: { Policies: [ ${entry} ] }`));
    expect(of('AmazonDynamoDBFullAccess')).toMatchObject({
      policies: [{ document: { Statement: [{ Action: ['dynamodb:*'] }] } }],
    });
    expect(of('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole')).toMatchObject({
      policies: [],
      problems: [{ code: 'no-policy' }],
    });
    for (const entry of [
      'OursAndNotHere',
      'arn:aws:iam::111122223333:policy/ours',
      '!ImportValue shared',
      'NoSuchPolicy: { X: 1 }',
    ]) {
      expect(of(entry)).toMatchObject({ policies: [], problems: [{ code: 'unreadable' }] });
    }
  });
});
