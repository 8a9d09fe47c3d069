import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctActions } from '../../../generator/src/policy/verify/distinct-actions.js';
import type { PolicyDocument } from '../../../iam/src/document.js';
import { evaluate } from '../../../iam/src/evaluate/index.js';
import { KEYED_ACTIONS } from '../../../iam/src/words/dynamodb-actions.js';

describe('actions that a policy does not tell apart', () => {
  it('are represented by the first of them: it is decided as each of the others', () => {
    let left = 0;
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), context, (Statement, given) => {
        const policy: PolicyDocument = { Version: '2012-10-17', Statement };
        const decide = (action: string) =>
          evaluate(policy, { action, resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/a', context: given })
            .decision;
        const representatives = distinctActions([policy])(KEYED_ACTIONS);
        left += representatives.length;
        // Each decision is found among the representatives, and first where it is found first among all.
        const firsts = (actions: readonly string[]) =>
          new Map(actions.toReversed().map((each) => [decide(each), each]));
        expect(firsts(representatives)).toEqual(firsts(KEYED_ACTIONS));
      }),
      { numRuns: 1_000, seed: 20261126 },
    );
    expect(left).toBeLessThan(6_000);
  });

  it('are kept where they are asked differently', () => {
    const everything: PolicyDocument = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    };
    const distinct = distinctActions([everything]);
    expect(distinct(KEYED_ACTIONS)).toEqual(['dynamodb:BatchGetItem']);
    expect(distinct(KEYED_ACTIONS, (action) => action.endsWith(':Query'))).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
    ]);
  });
});

const action = fc.constantFrom(
  ...['dynamodb:GetItem', 'DynamoDB:getitem', 'dynamodb:Batch*', 'dynamodb:*Item', 'dynamodb:PartiQL?elect', '*'],
  '${aws:PrincipalTag/T}',
);
const condition = fc.constantFrom(
  {},
  { StringEquals: { 'aws:PrincipalTag/T': 'a' } },
  { Null: { 'dynamodb:LeadingKeys': 'false' } },
  { Unheard: { of: 'this' } },
);
const statement = fc
  .record({
    Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
    element: fc.constantFrom('Action', 'Action', 'NotAction'),
    actions: fc.array(action, { minLength: 1, maxLength: 2 }),
    Resource: fc.constantFrom('*', 'arn:aws:dynamodb:eu-west-1:111122223333:table/b'),
    Condition: condition,
  })
  .map(({ Effect, element, actions, Resource, Condition }) => ({ Effect, [element]: actions, Resource, Condition }));
const context = fc.constantFrom(
  {},
  { 'aws:PrincipalTag/T': 'a' },
  { 'aws:PrincipalTag/T': 'b', 'dynamodb:LeadingKeys': ['x'] },
);
