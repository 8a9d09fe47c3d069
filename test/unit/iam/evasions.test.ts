import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../iam/src/document.js';
import { lint, lintPolicies } from '../../../iam/src/lint/lint.js';
import { readPolicies } from '../../../iam/src/read/index.js';
import { document, GUARDS, keys } from '../../support/lint-documents.js';

/** The rules of what is found in a file, with the codes of what cannot be read. */
function found(text: string): readonly string[] {
  const { policies, problems } = readPolicies('template.yaml', text);
  const subjects = policies.map(({ owner, group = owner, ...policy }) => ({
    ...policy,
    ...(group !== undefined && { owner: group }),
  }));
  return [...problems.map(({ code }) => code), ...lintPolicies(subjects).map(({ rule }) => rule)];
}

const OPEN = '{ Effect: Allow, Action: "dynamodb:*", Resource: "*" }';
const DENY = '{ Effect: Deny, Action: "*", Resource: "*" }';
const OWN = JSON.stringify(document(keys('T#${aws:PrincipalTag/T}')));
const policy = (...statements: readonly string[]): string =>
  `{ Version: "2012-10-17", Statement: [${statements.join(', ')}] }`;
const role = (text: string, more = ''): string =>
  `Resources:\n  R:\n    Type: AWS::IAM::Role\n${more}    Properties:\n      Policies: [{ PolicyName: p, PolicyDocument: ${text} }]\n`;
const denyOf = (more: string): string =>
  `  D:\n    Type: AWS::IAM::RolePolicy\n${more}    Properties: { RoleName: !Ref R, PolicyName: d, PolicyDocument: ${policy(DENY)} }\n`;

describe('a Deny that a template makes under a condition', () => {
  const OPENS: { readonly [title: string]: string } = {
    'is one branch of Fn::If': role(policy(OPEN, `!If [C, ${DENY}, !Ref AWS::NoValue]`)),
    'has an effect of Fn::If': role(policy('{ Effect: !If [C, Allow, Deny], Action: "dynamodb:*", Resource: "*" }')),
    'is in a policy that may be missing': role(policy(OPEN)) + denyOf('    Condition: C\n'),
    'exists under another condition': role(policy(OPEN), '    Condition: A\n') + denyOf('    Condition: C\n'),
    'is one of two nested branches': role(
      policy(OPEN, `!If [C, !If [A, ${DENY}, !Ref AWS::NoValue], !Ref AWS::NoValue]`),
    ),
    'is a branch of a SAM function': `Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: { Policies: [${policy(OPEN)}, !If [C, ${policy(DENY)}, !Ref AWS::NoValue]] }\n`,
  };
  it.each(Object.entries(OPENS))('denies nothing where it %s', (_, template) => {
    expect(found(template)).toContain('untied-keys');
  });

  const CLOSED: { readonly [title: string]: string } = {
    'always exists': role(policy(OPEN)) + denyOf(''),
    'exists whenever the Allow does': role(policy(OPEN), '    Condition: C\n') + denyOf('    Condition: C\n'),
    'stands in every branch': role(policy(OPEN, `!If [C, ${DENY}, ${DENY}]`)),
    'goes with the Allow': role(policy(`!If [C, ${OPEN}, !Ref AWS::NoValue]`, `!If [C, ${DENY}, !Ref AWS::NoValue]`)),
  };
  it.each(Object.entries(CLOSED))('counts where it %s', (_, template) => {
    expect(found(template)).not.toContain('untied-keys');
  });
});

describe('what may hold a policy', () => {
  const JSON_TEXT = JSON.stringify(
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }] }),
  );
  const READ: { readonly [title: string]: string } = {
    'a list default of a parameter': `Parameters: { L: { Type: CommaDelimitedList, Default: "s3:GetObject, dynamodb:GetItem" } }\n${role(policy('{ Effect: Allow, Action: !Ref L, Resource: "*" }'))}`,
    'a text in a custom resource': `Resources:\n  X: { Type: "Custom::Role", Properties: { Policy: ${JSON_TEXT} } }\n`,
    'a list of statements in a resource that lint does not know': `Resources:\n  X: { Type: AWS::New::Thing, Properties: { Statements: [${OPEN}] } }\n`,
    'a list of policies': `[${policy(OPEN)}]`,
    'a policy inside of a file of another form': `provider: { iam: { role: { statements: [${OPEN}] } } }\n`,
  };
  it.each(Object.entries(READ))('reads %s', (_, text) => {
    expect(found(text)).toContain('untied-keys');
  });

  const UNREADABLE: { readonly [title: string]: string } = {
    'a second document': `${OWN}\n---\n${policy(OPEN)}\n`,
    'resources of a loop alone': `Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::X: [N, [a], { R: { Type: AWS::IAM::Role } }]\n`,
    'a loop inside of a policy': role(
      `{ Version: "2012-10-17", "Fn::ForEach::X": [N, [a], { Statement: [${OPEN}] }] }`,
    ),
    'a macro of one resource': role(OWN, '    Fn::Transform: { Name: M }\n'),
    'a macro among the properties': `${role(OWN)}      Fn::Transform: { Name: M }\n`,
    'a module': `${role(OWN)}  M: { Type: "Org::Team::Roles::MODULE", Properties: { Name: x } }\n`,
  };
  it.each(Object.entries(UNREADABLE))('reports %s', (_, text) => {
    expect(found(text)).toContain('unreadable');
  });

  it('tells a user from a role of the same name', () => {
    const inline = (text: string): string => `[{ PolicyName: p, PolicyDocument: ${policy(text)} }]`;
    const details = `{ RoleDetailList: [{ RoleName: x, RolePolicyList: ${inline(OPEN)} }], UserDetailList: [{ UserName: x, UserPolicyList: ${inline(DENY)} }] }`;
    expect(found(details)).toContain('untied-keys');
  });
});

describe('tables that seem to be the caller’s own', () => {
  const TABLES = 'arn:aws:dynamodb:eu-west-1:111122223333:table/';
  const rules = (resource: string): readonly string[] =>
    lint(
      document({ Action: 'dynamodb:GetItem', Resource: resource, Condition: { StringLike: GUARDS.StringLike } }),
    ).map(({ rule }) => rule);
  it.each([
    'arn:aws:dynamodb:${aws:PrincipalTag/T}:111122223333:table/app',
    'arn:aws:dynamodb:*:${aws:PrincipalTag/T}:table/*',
    'arn:${aws:PrincipalTag/T}:dynamodb:eu-west-1:111122223333:table/app',
    `${TABLES}*\${aws:PrincipalTag/T}`,
    `${TABLES}?\${aws:PrincipalTag/T}`,
    `${TABLES}\${aws:PrincipalTag/T}*`,
    `${TABLES}\${aws:PrincipalTag/T}-\${aws:PrincipalTag/U}`,
    `${TABLES}\${aws:PrincipalTag/T, 'app'}`,
  ])('finds that %s is not', (resource) => {
    expect(rules(resource)).toContain('untied-keys');
  });
  it.each([`${TABLES}\${aws:PrincipalTag/T}`, `arn:aws:dynamodb:*:*:table/app-\${aws:PrincipalTag/T}-data`])(
    'accepts %s',
    (resource) => {
      expect(rules(resource)).toEqual([]);
    },
  );
});

describe('buckets with folders of tenants', () => {
  const own = {
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::files/tenants/${aws:PrincipalTag/T}/*',
    Condition: { StringLike: GUARDS.StringLike },
  };
  const beside = (Action: string, Resource: string, Condition?: Condition): readonly string[] =>
    lint(document(own, { Action, Resource, ...(Condition && { Condition }) })).map(({ rule }) => rule);
  it.each(
    ['tenants/*', 't*', '?*', '**', '*/x*', '*object']
      .map((path) => `arn:aws:s3:::files/${path}`)
      .concat([
        '*',
        'arn:aws:s3:::*',
        'arn:aws:s3:::files*',
        'arn:*:s3:::f?les/tenants/*',
        'arn:aws:s3:eu-west-1:111122223333:accesspoint/a/object/*',
      ])
      .filter((arn) => !arn.endsWith('/*/x*')),
  )('finds that objects of others match %s', (resource) => {
    expect(beside('s3:GetObject', resource)).toContain('whole-bucket');
  });
  it.each(['arn:aws:s3:::files/help/*', 'arn:aws:s3:::files/tenants/${aws:PrincipalTag/T}/*'])(
    'accepts %s',
    (resource) => {
      expect(beside('s3:GetObject', resource)).not.toContain('whole-bucket');
    },
  );
  it('finds a listing that no prefix ties', () => {
    const prefix = (value: string, operator = 'StringLike'): Condition => ({ [operator]: { 's3:prefix': value } });
    const tied = 'tenants/${aws:PrincipalTag/T}/*';
    expect(beside('s3:ListBucket', 'arn:aws:s3:::files')).toContain('whole-bucket');
    expect(beside('s3:List*', 'arn:aws:s3:::f*', prefix('*'))).toContain('whole-bucket');
    expect(beside('s3:ListBucket', 'arn:aws:s3:::files', prefix(tied, 'StringLikeIfExists'))).toContain('whole-bucket');
    expect(beside('s3:ListBucket', 'arn:aws:s3:::files', prefix(tied))).not.toContain('whole-bucket');
  });
  it.each(['s3:PutBucketPolicy', 's3:CreateJob', 'appsync:*', 'batch:SubmitJob', 'redshift-data:*'])(
    'finds the way by %s',
    (action) => {
      expect(beside(action, '*')).toContain('other-way');
    },
  );
});

describe('names', () => {
  it('tells letters beyond ASCII from those that they become in lower case', () => {
    const key = 'dynamodb:Leading\u212aeys';
    const tied = document({
      Condition: {
        'ForAllValues:StringEquals': { [key]: 'T#${aws:PrincipalTag/T}' },
        Null: { [key]: 'false' },
        StringLike: GUARDS.StringLike,
      },
    });
    expect(lint(tied).map(({ rule }) => rule)).toEqual(expect.arrayContaining(['untied-keys', 'unknown-key']));
  });
  it('finds an action that is not known as an error in a role of tenants', () => {
    const tied = keys('T#${aws:PrincipalTag/T}');
    const [finding] = lint(document(tied, { ...tied, Action: 'dynamodb:GetItems' }));
    expect(finding).toMatchObject({ rule: 'unknown-action', severity: 'error' });
    expect(lint(document({ Action: 'dynamodb:GetItems' }))[0]).toMatchObject({ severity: 'warning' });
  });
  it('finds an element of the document that is not known', () => {
    expect(lint({ ...document(keys('T#${aws:PrincipalTag/T}')), statement: [] })).toMatchObject([
      { rule: 'unread-element' },
    ]);
  });
});
