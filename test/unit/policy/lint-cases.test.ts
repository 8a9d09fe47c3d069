import { lint, type Statement } from '@tenantry/iam';
import { describe, expect, it } from 'vitest';
import { lint as lintWithModel } from '../../../generator/src/policy/lint-with-model.js';
import { lintFiles } from '../../../generator/src/project/lint/lint-files.js';
import { DYNAMODB_ACTIONS, KEYED_ACTIONS, KEYLESS_ACTIONS } from '../../../iam/src/words/index.js';
import { flightClubModel } from '../../support/flight-club-model.js';
import { document, GUARDS, keys, TABLE, trust } from '../../support/lint-documents.js';

const rules = (policy: unknown): readonly string[] => [...new Set(lint(policy).map(({ rule }) => rule))].sort();
const inTemplate = (policy: unknown): readonly string[] =>
  lintFiles(
    [
      {
        ...{ file: 't.json', found: false },
        text: JSON.stringify({
          Resources: { R: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: policy } } },
        }),
      },
    ],
    { parameters: {}, suppressions: [] },
  ).blocks.flatMap(({ findings }) => findings.map(({ rule }) => rule));

const OWN = 'T#${aws:PrincipalTag/T}';

describe('an Allow that reaches items without a tie to the caller', () => {
  const wide = document({
    ...keys('TENANT#*', { Null: GUARDS.Null }),
    Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
  });

  it('is found by a prefix that every tenant shares', () => {
    expect(rules(wide)).toEqual(['untied-keys']);
  });

  it('is found with a schema, with the key of another tenant', () => {
    const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/flight-club-dev';
    const policy = { ...wide, Statement: wide.Statement.map((each) => ({ ...each, Resource: table })) };
    const found = lintWithModel(policy, { model: flightClubModel });
    expect(found.map(({ rule }) => rule)).toContain('foreign-key');
    expect(found.find(({ rule }) => rule === 'foreign-key')?.summary).toMatch(/TENANT#/);
  });

  it.each(['*', 'acme-*', 'acme', 'TENANT#acme', '?*', 'T#${*}', 'T#${aws:SourceAccount}*'])(
    'is found by the pattern %s',
    (pattern) => {
      expect(rules(document(keys(pattern, { Null: GUARDS.Null }))).length).toBeGreaterThan(0);
    },
  );

  it.each(KEYED_ACTIONS)('is found for %s without any condition', (action) => {
    expect(rules(document({ Action: action }))).toEqual(['untied-keys']);
  });

  it.each(KEYLESS_ACTIONS)('is found for %s in a role of tenants, whatever its conditions', (action) => {
    const resource = ['*'];
    for (const more of [
      {},
      { Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
      { Condition: keys(OWN, {}).Condition ?? {} },
    ]) {
      const found = lint(document(keys(OWN), { Action: action, Resource: resource, ...more }));
      expect(found.filter(({ index }) => index === 1).length).toBeGreaterThan(0);
    }
  });

  it.each(['dynamodb:NextYearsAction', 'dynamodb:Nex*', 'dynamodb:StartBulkPutItems'])('is found for %s', (action) => {
    expect(rules(document({ Action: action })).length).toBeGreaterThan(0);
  });

  it('knows every action of DynamoDB', () => {
    expect(KEYED_ACTIONS.length + KEYLESS_ACTIONS.length).toBeLessThan(DYNAMODB_ACTIONS.length);
  });
});

describe('names that AWS does not have', () => {
  it.each([
    'dynamodb:PartitionKey',
    'dynamodb:LeadingKey',
    'dynamodb: LeadingKeys',
    'dynamo:LeadingKeys',
    'LeadingKeys',
    'aws:PrincipalTags/T',
  ])('the condition key %s', (key) => {
    expect(rules(document({ Condition: { 'ForAllValues:StringEquals': { [key]: [OWN] } } }))).toContain('unknown-key');
  });

  it.each(['ForAllValue:StringEquals', 'StringEqual', 'ForAllValues:StringEqualsIfExist', 'stringequals'])(
    'the operator %s',
    (operator) => {
      const condition = { [operator]: { 'dynamodb:LeadingKeys': [OWN] } };
      expect(rules(document({ Condition: condition }))).toContain('unknown-operator');
    },
  );

  it.each(['aws:PrincipalTags/T', 'aws:PrincipalTagT', 'tenantId:', 'dynamodb:LeadingKeys'])(
    'the variable ${%s}',
    (variable) => {
      expect(rules(document(keys(`T#\${${variable}}`)))).toContain('unknown-variable');
    },
  );

  it.each([{ Conditions: {} }, { Actions: ['x'] }, { effect: 'Allow' }])('the element of %j', (element) => {
    expect(rules(document({ ...keys(OWN), ...(element as object) }))).toContain('unread-element');
  });

  it.each([null, 'Allow', 5, [], {}, { Effect: 'Allow' }, { Effect: 'Permit', Action: 'dynamodb:*', Resource: '*' }])(
    'the statement %j is not passed over',
    (statement) => {
      expect(rules({ Version: '2012-10-17', Statement: [statement] })).toContain('unread-element');
    },
  );
});

describe('correct forms raise no alarm', () => {
  const deny = (Condition: NonNullable<Statement['Condition']>) => ({
    Effect: 'Deny' as const,
    Action: 'dynamodb:*',
    Condition,
  });

  it('a Boolean under Null', () => {
    const guards = { ...GUARDS, Null: { 'dynamodb:LeadingKeys': false } };
    expect(rules(document(keys(OWN, guards as object)))).toEqual([]);
    expect(inTemplate(document(keys(OWN, guards as object)))).toEqual([]);
  });

  it('a broad Allow that Denies take back; not one that they leave open', () => {
    const allow = { Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan'] };
    const denies = [
      deny({ 'ForAnyValue:StringNotLike': { 'dynamodb:LeadingKeys': [OWN, `${OWN}#*`] } }),
      deny({ Null: { 'dynamodb:LeadingKeys': 'true' } }),
      deny({ StringNotLike: { 'aws:PrincipalTag/T': '?*' } }),
    ];
    expect(rules(document(allow, ...denies))).toEqual([]);
    for (const left of denies.keys())
      expect(rules(document(allow, ...denies.toSpliced(left, 1))).length).toBeGreaterThan(0);
  });

  it('the trust policy of an identity pool, which sets the tags itself', () => {
    const pool = {
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-west-2:abcdefg' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
      },
    };
    expect(rules(trust(pool))).toEqual([]);
    expect(rules(trust({ ...pool, Principal: { AWS: 'arn:aws:iam::111122223333:role/api' } }))).toContain(
      'open-tag-keys',
    );
  });

  it('a table of the whole service beside tied statements, with a schema that does not have it', () => {
    const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/flight-club-dev';
    const own = 'TENANT#${aws:PrincipalTag/TenantId}';
    const guards = { Null: GUARDS.Null, StringLike: { 'aws:PrincipalTag/TenantId': '?*' } };
    const policy = document(
      { ...keys([own, `${own}#*`], guards), Resource: table },
      {
        Sid: 'Flags',
        Action: ['dynamodb:GetItem'],
        Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/feature-flags',
      },
    );
    expect(rules(policy)).toEqual(['untied-keys']);
    expect(lintWithModel(policy, { model: flightClubModel })).toEqual([]);
  });
});

describe('what was not found at all', () => {
  it('a tag that is required where nobody may pass one', () => {
    expect(rules(trust({ Condition: { StringLike: { 'aws:RequestTag/T': '?*' } } }))).toContain('no-tag-session');
  });

  it('a wildcard under StringEquals', () => {
    const condition = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [`${OWN}#*`] }, ...GUARDS };
    expect(rules(document({ Condition: condition }))).toEqual(['literal-wildcard']);
  });

  const [FILES, KEY] = ['arn:aws:s3:::files/*', 'arn:aws:kms:eu-west-1:111122223333:key/k'];
  const dead = (Action: string | string[], Resource: string | string[]): boolean =>
    rules(document(keys(OWN), { Effect: 'Deny', Action, Resource })).includes('other-service');

  it.each([
    ['dynamodb:DeleteItem', FILES],
    ['DynamoDB:Delete*', [FILES, KEY]],
    ['dynamodb:*', 'arn:aws-cn:s3:::files'],
    ['s3:PutObject', TABLE],
    [
      ['s3:*', 'dynamodb:PutItem'],
      [TABLE, KEY],
    ],
  ])('%s on %s', (actions, resources) => {
    expect(dead(actions, resources)).toBe(true);
  });

  it.each([
    ['dynamodb:DeleteItem', '*'],
    ['dynamodb:DeleteItem', [FILES, TABLE]],
    ['dynamodb:DeleteItem', 'arn:*:dynamodb:*:*:table/app'],
    ['dynamodb:DeleteItem', 'arn:aws:*:eu-west-1:111122223333:table/app'],
    ['dynamodb:DeleteItem', ['${Files.Arn}', FILES]],
    [
      ['s3:PutObject', 'dynamodb:DeleteItem'],
      [FILES, TABLE],
    ],
    ['*', FILES],
    ['iam:PassRole', FILES],
    ['kms:Decrypt', TABLE],
  ])('but not %s on %s', (actions, resources) => {
    expect(dead(actions, resources)).toBe(false);
  });

  it('keys of one table over several statements', () => {
    const batch = { Action: ['dynamodb:BatchGetItem'], Resource: TABLE };
    expect(rules(document({ ...keys(OWN), ...batch }, { ...keys('U#${aws:PrincipalTag/T}'), ...batch }))).toEqual([
      'split-keys',
    ]);
  });
});
