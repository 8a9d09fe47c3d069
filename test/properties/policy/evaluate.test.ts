import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../../iam/src/document.js';
import { type AccessRequest, evaluate } from '../../../iam/src/evaluate/index.js';
import { oracleAllows } from '../../support/oracle.js';

describe('the evaluator and an independent one', () => {
  it('agree on arbitrary conditions wherever this one decides', () => {
    let decided = 0;
    fc.assert(
      fc.property(anyPolicy, anyRequest, (policy, request) => {
        const { decision } = evaluate(policy, request);
        if (decision === 'unknown') return;
        decided++;
        expect({ decision, policy }).toEqual({
          decision: oracleAllows({ identity: [policy] }, request) ? 'allowed' : 'denied',
          policy,
        });
      }),
      { numRuns: 10_000, seed: 20261102 },
    );
    expect(decided).toBeGreaterThan(5_000);
  }, 60_000);
});

const text = fc.constantFrom(
  'a',
  'A',
  'ab',
  'a*',
  '*',
  '?',
  'a?b',
  'axb',
  '${aws:PrincipalTag/T}',
  '${aws:principaltag/t}x',
  "${aws:PrincipalTag/None, 'a'}",
  'a#b',
  '7',
  '12',
  'true',
  '2026-06-01T00:00:00Z',
);
const key = fc.constantFrom(
  'aws:PrincipalTag/T',
  'aws:principaltag/T',
  'aws:PrincipalTag/None',
  'dynamodb:LeadingKeys',
  'dynamodb:Select',
  'aws:TagKeys',
);
const string = fc
  .constantFrom('Equals', 'NotEquals', 'EqualsIgnoreCase', 'NotEqualsIgnoreCase', 'Like', 'NotLike')
  .map((name) => `String${name}`);
const other = fc.constantFrom(
  'NumericEquals',
  'NumericLessThan',
  'NumericGreaterThanEquals',
  'DateLessThan',
  'DateGreaterThan',
  'Bool',
);
const operator = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom('', 'ForAllValues:', 'ForAnyValue:'), string, fc.constantFrom('', 'IfExists'))
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: other },
);
// The oracle reads `${*}` in patterns only; AWS documents it wherever variables stand.
const escaped = fc
  .constantFrom('${*}', 'a${?}b', '${*}*')
  .map((pattern) => ({ StringLike: { 'aws:PrincipalTag/T': [pattern] } }));
const condition = fc.oneof(
  { weight: 1, arbitrary: escaped },
  {
    weight: 5,
    arbitrary: fc
      .tuple(operator, key, fc.array(text, { minLength: 1, maxLength: 3 }))
      .map(([name, on, values]) => ({ [name]: { [on]: values } })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(key, fc.constantFrom('true', 'false')).map(([on, value]) => ({ Null: { [on]: value } })),
  },
);
const action = fc.constantFrom(
  'dynamodb:GetItem',
  'DynamoDB:getitem',
  'dynamodb:*Item',
  'dynamodb:Get?tem',
  '*',
  'dynamodb:Query',
);
const resource = fc.constantFrom(
  'arn:aws:dynamodb:eu-west-1:111122223333:table/a',
  'arn:aws:dynamodb:*:111122223333:table/*',
  '*',
  'arn:aws:dynamodb:eu-west-1:111122223333:table/${aws:PrincipalTag/T}',
);
const statement = fc
  .record({
    Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Allow' as const, 'Deny' as const),
    actions: fc.tuple(
      fc.constantFrom('Action', 'Action', 'NotAction'),
      fc.array(action, { minLength: 1, maxLength: 2 }),
    ),
    Resource: fc.array(resource, { minLength: 1, maxLength: 2 }),
    conditions: fc.array(condition, { maxLength: 3 }),
  })
  .map(({ Effect, actions: [element, actions], Resource, conditions }) => ({
    Effect,
    [element]: actions,
    Resource,
    Condition: Object.assign({}, ...conditions),
  }));
const anyPolicy: fc.Arbitrary<PolicyDocument> = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((Statement) => ({ Version: '2012-10-17', Statement }));
const value = fc.constantFrom('a', 'A', 'ab', 'axb', '*', '?', 'a#b', '7', '12', 'true', '2026-05-01T00:00:00Z');
const anyRequest: fc.Arbitrary<AccessRequest> = fc
  .record({
    tag: fc.option(value, { nil: undefined }),
    keys: fc.option(fc.array(value, { minLength: 1, maxLength: 3 }), { nil: undefined }),
    select: fc.option(value, { nil: undefined }),
  })
  .map(({ tag, keys, select }) => ({
    action: 'dynamodb:GetItem',
    resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/a',
    context: {
      ...(tag !== undefined && { 'aws:PrincipalTag/T': tag }),
      ...(keys && { 'dynamodb:LeadingKeys': keys }),
      ...(select !== undefined && { 'dynamodb:Select': select }),
    },
  }));
