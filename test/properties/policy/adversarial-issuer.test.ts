// Random policies of the session issuer against an independent evaluator: one in which nothing is found allows nothing that the
// generated one does not. RUNS=3000 npx vitest run test/properties/policy/adversarial-issuer.test.ts for more of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyDocuments } from '../../../generator/src/policy/documents.js';
import { sessionIssuerFindings } from '../../../generator/src/policy/verify/session-issuer.js';
import type { AccessRequest, Condition, PolicyDocument, Statement } from '../../../iam/src/index.js';
import { flightClubModel } from '../../support/flight-club-model.js';
import { oracleAllows } from '../../support/oracle.js';

const RUNS = Number(process.env.RUNS ?? 60);
const model = {
  ...flightClubModel,
  roles: flightClubModel.roles.map((role) => ({
    ...role,
    ...(role.name === 'member' && { perTenant: true as const }),
    ...(role.name === 'chief' && { sourceIdentity: 'allowed' as const }),
  })),
};
const [environment] = model.environments;
const given = policyDocuments(model)[0]?.sessionIssuer;
if (environment === undefined || given === undefined) throw new Error('the fixture changed');

const ROLE = `arn:aws:iam::${environment.account}:role/`;
const TABLE = `arn:aws:dynamodb:${environment.region}:${environment.account}:table/flight-club-dev`;
const generated = [...new Set(given.Statement.flatMap(({ Resource }) => Resource ?? []))];

const action = fc.constantFrom(
  ...['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity', 'STS:assumerole', 'sts:*', 'sts:Assume*', '*'],
  ...['iam:PassRole', 'dynamodb:GetItem', 'sts:AssumeRoleWithWebIdentity', 's3:GetObject'],
);
const resource = fc.constantFrom(
  ...generated,
  ...[
    'member@*',
    'member@acme',
    'member*',
    'member@${aws:RequestTag/UserId}',
    'member@${aws:RequestTag/TenantId}*',
  ].map((name) => `${ROLE}flight-club-${name}`),
  ...[`${ROLE}flight-club-operator`, `${ROLE}*`, `${ROLE}another`, `${ROLE}flight-club-chie?`, '*', TABLE],
);
const condition = fc.option(
  fc.constantFrom<Condition>(
    { StringEquals: { 'aws:RequestTag/TenantId': 'acme' } },
    { StringLike: { 'aws:RequestTag/TenantId': '?*' } },
    { StringNotLike: { 'aws:RequestTag/TenantId': 'globex' } },
    { Bool: { 'aws:SecureTransport': 'true' } },
    { StringEquals: { 'sts:ExternalId': 'id:7f3a' } },
    { Null: { 'aws:RequestTag/TenantId': 'true' } },
  ),
  { nil: undefined },
);
/** Statements near the generated ones, with another action or resource among theirs, and free ones. */
const statement = fc
  .record({
    near: fc.constantFrom(...given.Statement),
    actions: fc.option(fc.array(action, { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 2 }),
    resources: fc.option(fc.array(resource, { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 2 }),
    extra: condition,
    effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Allow' as const, 'Deny' as const),
    inverted: fc.constantFrom(false, false, false, false, false, true),
  })
  .map(({ near, actions, resources, extra, effect: Effect, inverted }): Statement => {
    const Action = actions ?? near.Action ?? [];
    return {
      ...{ Effect, Resource: resources ?? near.Resource ?? [] },
      ...(inverted ? { NotAction: Action } : { Action }),
      ...(extra && { Condition: extra }),
    };
  });
const document = fc
  .record({ kept: fc.subarray([...given.Statement]), added: fc.array(statement, { minLength: 1, maxLength: 3 }) })
  .map(({ kept, added }): PolicyDocument => ({ Version: '2012-10-17', Statement: [...kept, ...added] }));

const ROLES = ['chief', 'operator', 'member', 'member@acme', 'member@acme-2', 'member@jane', 'member@'];
const TAGS: readonly AccessRequest['context'][] = [
  {},
  { 'aws:RequestTag/TenantId': '' },
  { 'aws:RequestTag/TenantId': 'acme', 'aws:RequestTag/UserId': 'jane' },
  { 'aws:RequestTag/TenantId': 'acme-2', 'aws:RequestTag/UserId': 'jane' },
];
const requests: readonly AccessRequest[] = [...ROLES.map((name) => `flight-club-${name}`), 'another'].flatMap((role) =>
  ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity', 'iam:PassRole'].flatMap((name) =>
    TAGS.flatMap((tags) =>
      ['true', 'false'].map((secure) => ({
        ...{ action: name, resource: `${ROLE}${role}` },
        context: { ...tags, 'aws:SecureTransport': secure },
      })),
    ),
  ),
);
const all: readonly AccessRequest[] = [...requests, { action: 'dynamodb:GetItem', resource: TABLE, context: {} }];

describe('a random policy of the session issuer', () => {
  it('allows nothing that the generated one does not, unless that is found', () => {
    const unforeseen = all.filter((request) => !oracleAllows({ identity: [given] }, request));
    expect(unforeseen.length).toBeLessThan(all.length);
    let sound = 0;
    fc.assert(
      fc.property(document, (policy) => {
        const findings = sessionIssuerFindings(model, environment, policy);
        if (findings.some(({ code }) => code === 'session-issuer.wider')) return;
        sound += 1;
        expect(unforeseen.filter((request) => oracleAllows({ identity: [policy] }, request))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
    // Vacuous where everything is found.
    expect(sound).toBeGreaterThan(0);
  }, 600_000);
});
