// Random trust policies against an independent evaluator: one in which nothing is found lets nobody in whom the generated one
// keeps out. RUNS=5000 npx vitest run test/properties/policy/adversarial-trust.test.ts for more of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyDocuments } from '../../../generator/src/policy/documents.js';
import { trustFindings } from '../../../generator/src/policy/verify/trust.js';
import type { AssumeRoleCall, Condition, PolicyDocument, Statement } from '../../../iam/src/index.js';
import { flightClubModel } from '../../support/flight-club-model.js';
import { oracleAssumes } from '../../support/oracle.js';

const RUNS = Number(process.env.RUNS ?? 60);
const model = {
  ...flightClubModel,
  identity: { assumeRole: { trusted: ['role/api', 'role/web'], externalId: 'id:7f3a', maxSessionSeconds: 3600 } },
  roles: flightClubModel.roles.map((role) =>
    role.name === 'member' ? { ...role, auditTags: ['Ticket'], sourceIdentity: 'allowed' as const } : role,
  ),
};
const [environment] = model.environments;
const member = model.roles.find(({ name }) => name === 'member');
const given = policyDocuments(model)[0]?.roles.find(({ role }) => role === 'member')?.trust['assume-role'];
if (environment === undefined || member === undefined || given === undefined) throw new Error('the fixture changed');

const IAM = 'arn:aws:iam::111122223333:';
const principal = fc.constantFrom<Statement['Principal']>(
  { AWS: [`${IAM}role/api`, `${IAM}role/web`] },
  { AWS: `${IAM}role/api` },
  { AWS: `${IAM}role/batch` },
  { AWS: `${IAM}root` },
  { AWS: '*' },
  '*',
  { AWS: [`${IAM}role/web`, `${IAM}user/eve`] },
);
const action = fc.constantFrom<Statement['Action']>(
  ['sts:AssumeRole'],
  ['sts:AssumeRole', 'sts:TagSession'],
  ['sts:TagSession'],
  ['sts:SetSourceIdentity'],
  'sts:*',
  'sts:Assume*',
  'STS:assumerole',
);
const value = fc.constantFrom('?*', '*', 'acme', '', 'a*');
const entry = fc.oneof(
  fc.record({
    operator: fc.constantFrom(
      'StringLike',
      'StringEquals',
      'StringLikeIfExists',
      'ForAnyValue:StringLike',
      'ForAllValues:StringLike',
    ),
    key: fc.constantFrom('aws:RequestTag/TenantId', 'aws:RequestTag/UserId', 'AWS:requesttag/tenantid'),
    values: value,
  }),
  fc.record({
    operator: fc.constantFrom(
      'ForAllValues:StringEquals',
      'ForAllValues:StringLike',
      'ForAnyValue:StringEquals',
      'StringEquals',
    ),
    key: fc.constant('aws:TagKeys'),
    values: fc.constantFrom<string | string[]>(
      ['TenantId', 'UserId', 'Ticket'],
      ['TenantId', 'UserId'],
      ['TenantId', 'UserId', 'Admin'],
      '*',
    ),
  }),
  fc.record({
    operator: fc.constant('Null'),
    key: fc.constantFrom('aws:TagKeys', 'aws:RequestTag/TenantId'),
    values: fc.constantFrom('true', 'false'),
  }),
  fc.record({
    operator: fc.constantFrom('StringEquals', 'StringLike', 'StringEqualsIgnoreCase', 'StringNotEquals'),
    key: fc.constant('sts:ExternalId'),
    values: fc.constantFrom<string | string[]>('id:7f3a', '?*', ['id:7f3a', 'other']),
  }),
  fc.record({
    operator: fc.constant('Bool'),
    key: fc.constant('aws:SecureTransport'),
    values: fc.constantFrom('true', 'false'),
  }),
);
const condition = fc.array(entry, { maxLength: 5 }).map((entries): Condition => {
  const all: { [operator: string]: { [key: string]: string | string[] } } = {};
  for (const { operator, key, values } of entries) all[operator] = { ...all[operator], [key]: values };
  return all;
});

/** Statements near the generated ones, and free ones: both kinds of document turn up, sound and not. */
const near = fc.constantFrom(...given.Statement).chain((statement) =>
  fc
    .record({
      principal: fc.oneof({ arbitrary: fc.constant(statement.Principal), weight: 2 }, principal),
      action: fc.oneof({ arbitrary: fc.constant(statement.Action), weight: 2 }, action),
      extra: condition,
      drop: fc.option(fc.constantFrom(...Object.keys(statement.Condition ?? { none: '' })), {
        nil: undefined,
        freq: 3,
      }),
      effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Allow' as const, 'Deny' as const),
    })
    .map(({ principal: Principal, action: Action, extra, drop, effect: Effect }): Statement => {
      const kept = Object.fromEntries(
        Object.entries(statement.Condition ?? {}).filter(([operator]) => operator !== drop),
      );
      return {
        Effect,
        ...(Principal && { Principal }),
        ...(Action && { Action }),
        Condition: { ...extra, ...kept },
      };
    }),
);
const document = fc
  .record({ kept: fc.subarray([...given.Statement]), added: fc.array(near, { minLength: 1, maxLength: 3 }) })
  .map(({ kept, added }): PolicyDocument => ({ Version: '2012-10-17', Statement: [...kept, ...added] }));

const TAGS: readonly AssumeRoleCall['tags'][] = [
  {},
  { TenantId: 'acme' },
  { TenantId: '', UserId: 'jane' },
  { TenantId: 'acme', UserId: '' },
  { TenantId: 'acme', UserId: 'jane' },
  { TenantId: 'acme', UserId: 'jane', Ticket: 'T-1' },
  { TenantId: 'acme', UserId: 'jane', Admin: 'yes' },
];
const calls: readonly AssumeRoleCall[] = ['role/api', 'role/web', 'role/batch', 'user/eve'].flatMap((caller) =>
  TAGS.flatMap((tags) =>
    [undefined, 'id:7f3a', 'other', 'ID:7F3A'].flatMap((externalId) =>
      ['true', 'false'].map((secure) => ({
        action: 'AssumeRole' as const,
        roleArn: `${IAM}role/flight-club-member`,
        principal: { kind: 'AWS' as const, names: [`${IAM}${caller}`] },
        tags,
        ...(externalId !== undefined && { externalId }),
        context: { 'aws:SecureTransport': secure },
      })),
    ),
  ),
);

describe('a random trust policy', () => {
  it('lets nobody in whom the generated one keeps out, unless that is found', () => {
    const unforeseen = calls.filter((call) => !oracleAssumes(given, call));
    expect(unforeseen.length).toBeLessThan(calls.length);
    let sound = 0;
    fc.assert(
      fc.property(document, (trust) => {
        const findings = trustFindings(model, environment, member, { 'assume-role': trust });
        if (findings.some(({ code }) => code === 'trust.wider')) return;
        sound += 1;
        expect(unforeseen.filter((call) => oracleAssumes(trust, call))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
    // Vacuous where everything is found.
    expect(sound).toBeGreaterThan(0);
  }, 600_000);
});
