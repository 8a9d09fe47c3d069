import { describe, expect, it } from 'vitest';
import { joined } from '../../../generator/src/policy/condition.js';
import { policyDocuments } from '../../../generator/src/policy/documents.js';
import { sessionIssuerFindings } from '../../../generator/src/policy/verify/session-issuer.js';
import { trustFindings } from '../../../generator/src/policy/verify/trust.js';
import { unforeseenTrust } from '../../../generator/src/policy/verify/trust-form.js';
import type { Condition, PolicyDocument, Statement } from '../../../iam/src/index.js';
import { flightClubModel } from '../../support/flight-club-model.js';

const [environment] = flightClubModel.environments;
const [documents] = policyDocuments(flightClubModel);
const member = flightClubModel.roles.find(({ name }) => name === 'member');
if (environment === undefined || documents === undefined || member === undefined)
  throw new Error('the fixture changed');
const trust = documents.roles.find(({ role }) => role === 'member')?.trust ?? {};
const ways = Object.keys(trust) as (keyof typeof trust)[];

/** Conditions that no request carries which is tried, and an attacker's may. */
const EXTRA: readonly Condition[] = [
  { Bool: { 'aws:SecureTransport': 'true' } },
  { StringEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } },
  { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  { DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } },
  { StringLike: { 'sts:RoleSessionName': '*' } },
];

/** Lists statements that somebody may write into a trust policy, each reaching further than the generated one. */
const widenings = (statement: Statement): readonly (readonly [what: string, statement: Statement])[] => {
  const { Condition: condition = {}, ...rest } = statement;
  const dropped = Object.keys(condition).map((operator) => {
    const { [operator]: _, ...others } = condition;
    return [`without ${operator}`, { ...rest, Condition: others }] as const;
  });
  const keys = Object.entries(condition).flatMap(([operator, tests]) =>
    Object.keys(tests).flatMap((key) => {
      const { [key]: value, ...others } = tests;
      const moved = (name: string): Statement => {
        const { [operator]: _, ...own } = condition;
        return {
          ...rest,
          Condition: {
            ...own,
            ...(Object.keys(others).length > 0 && { [operator]: others }),
            [name]: { ...own[name], [key]: value ?? '' },
          },
        };
      };
      const more = { ...condition, [operator]: { ...tests, [key]: [...[value ?? ''].flat(), '*'] } };
      return [
        ...(operator === 'Null' ? [] : [[`${operator}IfExists ${key}`, moved(`${operator}IfExists`)] as const]),
        ...(operator.includes(':') || operator === 'Null'
          ? []
          : [[`ForAllValues:${operator} ${key}`, moved(`ForAllValues:${operator}`)] as const]),
        ...(operator === 'Null' ? [] : [[`${operator} ${key} of anything`, { ...rest, Condition: more }] as const]),
      ];
    }),
  );
  return [
    ...dropped,
    ...keys,
    ['no condition', rest],
    ['everybody', { ...statement, Principal: '*' }],
    ['every principal', { ...statement, Principal: { AWS: '*' } }],
    ['the account', { ...statement, Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
    ['a service', { ...statement, Principal: { Service: 'lambda.amazonaws.com' } }],
    ['another role', { ...statement, Principal: { AWS: 'arn:aws:iam::111122223333:role/batch' } }],
    ['every action of STS', { ...statement, Action: 'sts:*' }],
    ['a pattern', { ...statement, Action: ['sts:Assume*', 'sts:TagSession'] }],
    ['a source identity', { ...statement, Action: [...[statement.Action ?? []].flat(), 'sts:SetSourceIdentity'] }],
    ['another call', { ...statement, Action: 'sts:AssumeRoleWithSAML' }],
  ];
};

const withFirst = (document: PolicyDocument, statement: Statement): PolicyDocument => ({
  ...document,
  Statement: [statement, ...document.Statement.slice(1)],
});

describe.each(ways)('a hand-edited trust policy for %s', (way) => {
  const document = trust[way] as PolicyDocument;
  const [first] = document.Statement as [Statement];
  const cases = widenings(first).flatMap(([what, statement]) =>
    [undefined, ...EXTRA].map((extra) => {
      const Condition = joined(statement.Condition, extra) ?? {};
      return [
        `${what}${extra === undefined ? '' : ` with ${JSON.stringify(extra)}`}`,
        { ...statement, Condition },
      ] as const;
    }),
  );

  it.each(cases)('is found: %s', (_, statement) => {
    const findings = trustFindings(flightClubModel, environment, member, {
      ...trust,
      [way]: withFirst(document, statement),
    });
    expect(findings.map(({ code }) => code)).toContain('trust.wider');
  });

  it.each(cases.slice(0, 1))('is found as a statement beside the generated ones: %s', (_, statement) => {
    const beside = { ...document, Statement: [...document.Statement, statement] };
    expect(unforeseenTrust(beside, document)).toHaveLength(1);
  });

  it.each(EXTRA)('is not wider for a condition that only narrows: %j', (extra) => {
    const Condition = joined(first.Condition, extra) ?? {};
    expect(unforeseenTrust(withFirst(document, { ...first, Condition }), document)).toEqual([]);
  });

  it('is not wider where it allows fewer tags, a tag with one value, or denies', () => {
    const narrower: Statement = JSON.parse(JSON.stringify(first).replaceAll('"?*"', '"acme"'));
    expect(unforeseenTrust(withFirst(document, narrower), document)).toEqual([]);
    const deny: Statement = { ...first, Effect: 'Deny', Principal: '*', Action: 'sts:*', Condition: {} };
    expect(unforeseenTrust({ ...document, Statement: [...document.Statement, deny] }, document)).toEqual([]);
  });

  it.each([
    ['a tag value that may be empty', '"*"'],
    ['a variable', '"${aws:PrincipalTag/TenantId}"'],
    ['an empty tag', '""'],
  ])('is wider with %s', (_, value) => {
    const wider: Statement = JSON.parse(JSON.stringify(first).replaceAll('"?*"', value));
    expect(unforeseenTrust(withFirst(document, wider), document)).toHaveLength(1);
  });
});

describe('a hand-edited document of the session issuer', () => {
  const document = documents.sessionIssuer as PolicyDocument;
  const [first] = document.Statement as [Statement];
  const widened: readonly (readonly [string, Statement])[] = [
    ['a role that trusts others', { ...first, Resource: 'arn:aws:iam::111122223333:role/flight-club-operator' }],
    ['another role', { ...first, Resource: 'arn:aws:iam::111122223333:role/batch' }],
    ['a pattern of roles', { ...first, Resource: 'arn:aws:iam::111122223333:role/flight-club-*' }],
    ['a role by a variable', { ...first, Resource: 'arn:aws:iam::111122223333:role/${aws:PrincipalTag/Role}' }],
    ['every action of STS', { ...first, Action: 'sts:*' }],
    ['a source identity', { ...first, Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'] }],
    ['the table', { Effect: 'Allow', Action: 'dynamodb:StartBulkPutItems', Resource: '*' }],
    ['an action of tomorrow', { Effect: 'Allow', Action: 'dynamodb:ReadEverything', Resource: '*' }],
    ['a bucket', { Effect: 'Allow', Action: 's3:GetObjectVersion', Resource: 'arn:aws:s3:::other/*' }],
    ['all but some', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
  ];

  it.each(
    widened.flatMap(([what, statement]) =>
      [{}, ...EXTRA].map((Condition) => [`${what} ${JSON.stringify(Condition)}`, { ...statement, Condition }] as const),
    ),
  )('is found with %s', (_, statement) => {
    const changed = { ...document, Statement: [...document.Statement, statement] };
    const codes = sessionIssuerFindings(flightClubModel, environment, changed).map(({ code }) => code);
    expect(codes).toContain('session-issuer.wider');
  });

  it('of a role that trusts its own principals is about that role', () => {
    const operator = flightClubModel.roles.find(({ name }) => name === 'operator');
    const own = documents.roles.find(({ role }) => role === 'operator')?.sessionIssuer;
    expect(sessionIssuerFindings(flightClubModel, environment, own, operator)).toEqual([]);
    expect(sessionIssuerFindings(flightClubModel, environment, document, operator).map(({ code }) => code)).toContain(
      'session-issuer.wider',
    );
  });
});

describe('an external id', () => {
  it('that only the document names is shown by a call', () => {
    const { assumeRole } = flightClubModel.identity;
    const pinned = {
      ...flightClubModel,
      identity: { ...flightClubModel.identity, assumeRole: { ...assumeRole, externalId: 'a7f3' } as never },
    };
    const given = policyDocuments(pinned)[0]?.roles.find(({ role }) => role === 'member')?.trust ?? {};
    const changed = JSON.parse(JSON.stringify(given).replaceAll('"a7f3"', '["a7f3","another"]'));
    expect(JSON.stringify(given)).toContain('a7f3');
    expect(trustFindings(pinned, environment, member, given)).toEqual([]);
    const [found] = trustFindings(pinned, environment, member, changed);
    expect(found).toMatchObject({ code: 'trust.wider', counterexample: { context: { 'sts:ExternalId': 'another' } } });
  });
});
