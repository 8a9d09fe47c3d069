import { describe, expect, it } from 'vitest';
import { policyDocuments } from '../../../generator/src/policy/documents.js';
import { lint as lintAgainst } from '../../../generator/src/policy/lint-with-model.js';
import type { PolicyDocument } from '../../../iam/src/document.js';
import { evaluate } from '../../../iam/src/evaluate/index.js';
import { lintStatements } from '../../../iam/src/lint/fix.js';
import { lint } from '../../../iam/src/lint/lint.js';
import { LINT_RULES } from '../../../iam/src/lint/rules.js';
import { damages } from '../../support/damage.js';
import { flightClubModel } from '../../support/flight-club-model.js';
import { document, GUARDS, keys, TABLE, trust } from '../../support/lint-documents.js';

const rules = (policy: unknown): readonly string[] => lint(policy).map(({ rule }) => rule);

/** Per rule a policy that falls into the trap, and one beside it that does not. */
const EXAMPLES: { readonly [rule: string]: readonly [bad: PolicyDocument, good: PolicyDocument] } = {
  'vacuous-condition': [
    document({ ...keys('T#${aws:PrincipalTag/T}', { StringLike: GUARDS.StringLike }), Action: 'dynamodb:*' }),
    document(keys('T#${aws:PrincipalTag/T}')),
  ],
  'keyless-action': [
    document(keys('T#${aws:PrincipalTag/T}'), { Action: 'dynamodb:Scan' }),
    document(keys('T#${aws:PrincipalTag/T}'), { Action: 'dynamodb:DescribeTable' }),
  ],
  'whole-bucket': [
    document(
      { Action: 's3:PutObject', Resource: 'arn:aws:s3:::files/tenants/${aws:PrincipalTag/T}/*' },
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::files/*' },
    ),
    document(
      { Action: 's3:PutObject', Resource: 'arn:aws:s3:::files/tenants/${aws:PrincipalTag/T}/*' },
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::files/help/*' },
    ),
  ],
  'unknown-key': [
    document({ Condition: { 'ForAllValues:StringEquals': { 'dynamodb: LeadingKey': ['${aws:PrincipalTag/T}'] } } }),
    document(keys('T#${aws:PrincipalTag/T}')),
  ],
  'wildcard-after-variable': [document(keys('T#${aws:PrincipalTag/T}*')), document(keys('T#${aws:PrincipalTag/T}#*'))],
  'unclosed-variable': [document(keys('${aws:PrincipalTag/T}-*')), document(keys('${aws:PrincipalTag/T}#*'))],
  'open-prefix': [
    document({
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::files',
      Condition: { StringLike: { 's3:prefix': ['${aws:PrincipalTag/T}', '${aws:PrincipalTag/T}/*'] } },
    }),
    document({
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::files',
      Condition: { StringLike: { 's3:prefix': ['${aws:PrincipalTag/T}/', '${aws:PrincipalTag/T}/*'] } },
    }),
  ],
  'any-value': [
    document({
      Condition: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': 'T#${aws:PrincipalTag/T}' }, ...GUARDS },
    }),
    document({
      Effect: 'Deny',
      Condition: { 'ForAnyValue:StringNotLike': { 'dynamodb:LeadingKeys': 'T#${aws:PrincipalTag/T}' } },
    }),
  ],
  'not-action': [
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }] },
    { Version: '2012-10-17', Statement: [{ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }] },
  ],
  'variable-default': [
    document(keys("T#${aws:PrincipalTag/T, 'acme'}", { Null: GUARDS.Null })),
    document(keys('T#${aws:PrincipalTag/T}')),
  ],
  'missing-tag-guard': [
    document(keys('T#${aws:PrincipalTag/T}', { Null: GUARDS.Null })),
    document(keys('T#${aws:PrincipalTag/T}')),
  ],
  'self-comparison': [
    document(
      keys('T#${aws:PrincipalTag/T}', {
        Null: GUARDS.Null,
        StringEquals: { 'aws:PrincipalTag/T': '${aws:PrincipalTag/T}' },
      }),
    ),
    document(keys('T#${aws:PrincipalTag/T}')),
  ],
  'missing-null-guard': [
    document(keys('T#${aws:PrincipalTag/T}', { StringLike: GUARDS.StringLike })),
    document(keys('T#${aws:PrincipalTag/T}')),
  ],
  'qualified-null': [
    document(keys('T#${aws:PrincipalTag/T}', { 'ForAllValues:Null': GUARDS.Null, StringLike: GUARDS.StringLike })),
    document(keys('T#${aws:PrincipalTag/T}')),
  ],
  'unqualified-keys': [
    document({
      Condition: {
        StringLike: { 'dynamodb:LeadingKeys': 'T#${aws:PrincipalTag/T}', 'aws:PrincipalTag/T': '?*' },
        Null: GUARDS.Null,
      },
    }),
    document(keys('T#${aws:PrincipalTag/T}')),
  ],
  'index-under-table': [
    document({ ...keys('T#${aws:PrincipalTag/T}'), Action: 'dynamodb:Query', Resource: [TABLE, `${TABLE}/index/*`] }),
    document({ ...keys('T#${aws:PrincipalTag/T}'), Action: 'dynamodb:Query', Resource: `${TABLE}/index/*` }),
  ],
  'attributes-without-select': [
    document({
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk'] },
        Null: { 'dynamodb:Attributes': 'false' },
      },
    }),
    document({
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk'] },
        Null: { 'dynamodb:Attributes': 'false' },
        StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      },
    }),
  ],
  'string-template': [document(keys('T#{{tenantId}}')), document(keys('T#${aws:PrincipalTag/T}'))],
  'tag-session-only': [
    trust({}, { Action: 'sts:TagSession', Condition: { StringLike: { 'aws:RequestTag/T': '?*' } } }),
    trust(
      { Condition: { StringLike: { 'aws:RequestTag/T': '?*' } } },
      { Action: 'sts:TagSession', Condition: { StringLike: { 'aws:RequestTag/T': '?*' } } },
    ),
  ],
  'loose-request-tag': [
    trust({ Condition: { StringLike: { 'aws:RequestTag/T': '*' } } }),
    trust({ Condition: { StringLike: { 'aws:RequestTag/T': '?*' } } }),
  ],
  'tag-of-caller': [
    trust({ Condition: { StringEquals: { 'aws:RequestTag/T': '${aws:PrincipalTag/T}' } } }),
    trust({ Condition: { StringLike: { 'aws:RequestTag/T': '?*' } } }),
  ],
  'open-tag-keys': [
    trust({ Action: 'sts:TagSession', Condition: { StringLike: { 'aws:RequestTag/T': '?*' } } }),
    trust({
      Action: 'sts:TagSession',
      Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['T'] }, Null: { 'aws:TagKeys': 'false' } },
    }),
  ],
  'broad-principal': [trust({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }), trust({})],
  'any-role': [
    document({ Action: ['sts:AssumeRole'], Resource: '*' }),
    document({ Action: ['sts:AssumeRole'], Resource: 'arn:aws:iam::111122223333:role/tenant' }),
  ],
  'unpinned-token': [
    trust({
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'pool' } },
    }),
    trust({
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'pool' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
      },
    }),
  ],
  'custom-claim': [
    document(keys('T#${cognito-idp.eu-west-1.amazonaws.com/pool:custom:tenant_id}')),
    document(keys('T#${aws:PrincipalTag/T}')),
  ],
  'unknown-action': [
    document({ Action: ['dynamodb:GetItem', 'dynamodb:TransactWriteItems'] }),
    document({ Action: 'dynamodb:PutItem' }),
  ],
  'untied-keys': [document(keys('T#*')), document(keys('T#${aws:PrincipalTag/T}'))],
  'other-way': [
    document(keys('T#${aws:PrincipalTag/T}'), { Action: 'dax:GetItem', Resource: '*' }),
    document({ Action: 'dax:GetItem', Resource: '*' }),
  ],
  'unknown-operator': [
    document(keys('T#${aws:PrincipalTag/T}', { ...GUARDS, StringLikes: { 'aws:PrincipalTag/T': '?*' } })),
    document(keys('T#${aws:PrincipalTag/T}')),
  ],
  'unknown-variable': [document(keys('T#${aws:PrincipalTags/T}')), document(keys('T#${aws:PrincipalTag/T}'))],
  'unread-element': [
    document({ ...keys('T#${aws:PrincipalTag/T}'), Resources: TABLE } as object),
    document(keys('T#${aws:PrincipalTag/T}')),
  ],
  'no-tag-session': [
    trust({ Condition: { StringLike: { 'aws:RequestTag/T': '?*' } } }),
    trust({ Action: ['sts:AssumeRole', 'sts:TagSession'], Condition: { StringLike: { 'aws:RequestTag/T': '?*' } } }),
  ],
  'other-service': [
    document(keys('T#${aws:PrincipalTag/T}'), {
      ...{ Effect: 'Deny', Action: ['dynamodb:DeleteItem', 's3:PutObject'], Resource: 'arn:aws:s3:::files/*' },
    }),
    document(keys('T#${aws:PrincipalTag/T}'), {
      ...{ Effect: 'Deny', Action: ['dynamodb:DeleteItem', 's3:PutObject'], Resource: [TABLE, 'arn:aws:s3:::files/*'] },
    }),
  ],
  'literal-wildcard': [
    document({
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'T#${aws:PrincipalTag/T}#*' }, ...GUARDS },
    }),
    document(keys('T#${aws:PrincipalTag/T}#*')),
  ],
  'split-keys': [
    document(
      { ...keys('T#${aws:PrincipalTag/T}'), Action: 'dynamodb:BatchGetItem' },
      { ...keys('U#${aws:PrincipalTag/T}'), Action: 'dynamodb:BatchGetItem' },
    ),
    document({
      ...keys(['T#${aws:PrincipalTag/T}', 'U#${aws:PrincipalTag/T}']),
      Action: ['dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem'],
    }),
  ],
  'old-version': [
    { ...document(keys('T#${aws:PrincipalTag/T}')), Version: '2008-10-17' as '2012-10-17' },
    document(keys('T#${aws:PrincipalTag/T}')),
  ],
};

const kindOf = (document_: PolicyDocument) =>
  document_.Statement.some(({ Principal }) => Principal !== undefined) ? 'trust' : 'identity';

describe('the rules', () => {
  it('all have an example here', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(LINT_RULES.map(({ id }) => id).sort());
  });

  it.each(Object.keys(EXAMPLES))('%s sees the trap, and only there', (rule) => {
    const [bad, good] = EXAMPLES[rule] ?? [document(), document()];
    expect(rules(bad)).toContain(rule);
    expect(rules(good)).not.toContain(rule);
  });

  it.each(Object.keys(EXAMPLES))('%s says what the impact is, and a fix that passes lint', (rule) => {
    const [bad] = EXAMPLES[rule] ?? [document()];
    const kind = kindOf(bad);
    for (const finding of lint(bad).filter((each) => each.rule === rule)) {
      expect(finding.impact).toMatch(/^(?:Reads|Reaches|Passes|Begins|Nothing|Unknown|Opens|Changes|Lists|Uses)\b/);
      expect(finding.path.slice(0, 2)).toEqual(['Statement', finding.index]);
    }
    for (const { index = 0, fix } of lintStatements([{ document: bad, kind }])) {
      if (fix === undefined) continue;
      const fixed = { ...bad, Statement: bad.Statement.toSpliced(index, 1, ...fix) };
      const now = lint(fixed, kind).filter(
        (each) => (each.index ?? 0) >= index && (each.index ?? 0) < index + fix.length,
      );
      expect(now).toEqual([]);
    }
  });

  it('find nothing in what is emitted', () => {
    for (const { sessionIssuer, roles, guardrails } of policyDocuments(flightClubModel)) {
      for (const each of [sessionIssuer, ...Object.values(guardrails)]) {
        if (each !== undefined) expect(lintAgainst(each, { model: flightClubModel })).toEqual([]);
      }
      for (const { role, identity, trust: ways, session } of roles) {
        for (const each of [...identity, ...Object.values(ways), session]) {
          if (each !== undefined) expect(lintAgainst(each, { model: flightClubModel, role })).toEqual([]);
        }
      }
    }
  });

  it('judge adversarial and half-written documents without failing', () => {
    for (const policy of [
      undefined,
      null,
      5,
      'x',
      [],
      {},
      { Statement: 5 },
      { Statement: [null, 'x', {}] },
      { Statement: { Effect: 'Allow', Action: {}, Condition: [] } },
    ]) {
      expect(() => lint(policy)).not.toThrow();
    }
    expect(rules({})).toEqual(['no-policy']);
  });
});

describe('the impact', () => {
  const asks = (
    policy: PolicyDocument,
    action: string,
    leadingKeys: readonly string[] | undefined,
    tag = 'acme',
    resource = TABLE,
  ) =>
    evaluate(policy, {
      action,
      resource,
      context: { 'aws:PrincipalTag/T': tag, ...(leadingKeys && { 'dynamodb:LeadingKeys': leadingKeys }) },
    }).decision;
  const fixed = (policy: PolicyDocument): PolicyDocument => {
    const [{ fix = [] } = {}] = lintStatements([{ document: policy, kind: 'identity' }]);
    return { ...policy, Statement: fix };
  };

  it.each([
    ['vacuous-condition', 'dynamodb:Scan', undefined],
    ['missing-null-guard', 'dynamodb:GetItem', undefined],
    ['wildcard-after-variable', 'dynamodb:GetItem', ['T#acme-2']],
    ['any-value', 'dynamodb:GetItem', ['T#acme', 'T#rival']],
  ] as const)('%s: the request passes, and is refused once fixed', (rule, action, leadingKeys) => {
    const [bad] = EXAMPLES[rule] ?? [document()];
    expect(asks(bad, action, leadingKeys)).toBe('allowed');
    expect(asks(fixed(bad), action, leadingKeys)).toBe('denied');
  });
});

describe('with a model', () => {
  it('patterns are proved against its scopes, with two tenants and a key', () => {
    const policy = document({
      ...keys('TENANT#${aws:PrincipalTag/TenantId}-*', {
        Null: GUARDS.Null,
        StringLike: { 'aws:PrincipalTag/TenantId': '?*' },
      }),
      Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/flight-club-dev',
    });
    const [finding] = lintAgainst(policy, { model: flightClubModel }).filter(({ rule }) => rule === 'foreign-key');
    expect(finding?.summary).toMatch(/session of TenantId|a session/);
    expect(finding?.summary).toMatch(/"TENANT#[^"]+".* of "[^"]+"/);
  });
});

it('most damages to an emitted policy are seen without its model', () => {
  const member = policyDocuments(flightClubModel)[0]?.roles.find(({ role }) => role === 'member')?.identity[0];
  if (member === undefined) throw new Error('the fixture changed');
  const opening = damages(member).filter(({ what }) =>
    /no null guard|no tag guard|with \* after|with a default|ForAnyValue|ForAllValues:Null|as StringLike|scan added|export added|everything added/.test(
      what,
    ),
  );
  const missed = opening.filter(({ document: damaged }) => lint(damaged).length === 0).map(({ what }) => what);
  expect(opening.length).toBeGreaterThan(20);
  expect(missed).toEqual([]);
});
