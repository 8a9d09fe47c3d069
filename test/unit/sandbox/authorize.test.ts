import fc from 'fast-check';
import { expect, it } from 'vitest';
import { accountOf } from '../../../sandbox/src/account/account.js';
import { authorize } from '../../../sandbox/src/account/authorize.js';
import type { Principal } from '../../../sandbox/src/account/principal.js';
import type { AccessCheck } from '../../../sandbox/src/dynamodb/access-check.js';
import { flightClubModel } from '../../support/flight-club-model.js';

const [environment] = flightClubModel.environments;
if (environment === undefined) throw new Error('The model has no environment.');
const account = accountOf(flightClubModel, environment, { guardrail: true });
const identityArn = [...account.roles.values()].find(({ name }) => name === 'member')?.arn ?? '';
const principal: Principal = {
  arn: identityArn,
  account: environment.account,
  userId: 'AROA:jane',
  identityArn,
  context: { 'aws:PrincipalTag/TenantId': 'acme', 'aws:PrincipalTag/UserId': 'jane', 'aws:PrincipalArn': identityArn },
};
const facts = { now: new Date(), region: environment.region, userAgent: undefined };
const table = `arn:aws:dynamodb:${environment.region}:${environment.account}:table/${environment.tables.app}`;

/** Mostly the first, so that whole requests are allowed. */
const mostly = <T>(first: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: fc.constant(first), weight: 9 }, { arbitrary: fc.constantFrom(...others), weight: 1 });

const check: fc.Arbitrary<AccessCheck> = fc.record({
  action: mostly('dynamodb:GetItem', 'dynamodb:PutItem'),
  resource: mostly(table, `${table}/index/gsi1`),
  keys: fc.record(
    {
      'dynamodb:LeadingKeys': mostly(['TENANT#acme'], ['TENANT#beta'], ['TENANT#acme', 'TENANT#beta'], []),
      'dynamodb:Attributes': fc.constantFrom(['pk'], ['sk']),
      'dynamodb:ReturnValues': fc.constantFrom('NONE', 'ALL_OLD'),
    },
    { requiredKeys: ['dynamodb:LeadingKeys'] },
  ),
});

it('questions of one request are decided as each alone would be, up to the first refusal', () => {
  const counts = { allowed: 0, refused: 0 };
  fc.assert(
    fc.property(fc.array(check, { minLength: 1, maxLength: 6 }), (checks) => {
      const alone = checks.map((each) => authorize([each], principal, account, facts)[0]);
      const refused = alone.findIndex((decision) => decision?.refusal !== undefined);
      counts[refused < 0 ? 'allowed' : 'refused'] += 1;
      expect(authorize(checks, principal, account, facts)).toEqual(refused < 0 ? alone : alone.slice(0, refused + 1));
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(counts.allowed, counts.refused)).toBeGreaterThan(10);
});
