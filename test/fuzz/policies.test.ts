// Policies of any shape: the evaluator and the linter judge them without failing, and what is not understood is never allowed.
// Longer: RUNS=100000 npx vitest run test/fuzz/policies.test.ts
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lint } from '../../generator/src/policy/lint-with-model.js';
import type { PolicyDocument } from '../../iam/src/document.js';
import { evaluate, evaluateAssumeRole } from '../../iam/src/evaluate/index.js';
import { flightClubModel } from '../support/flight-club-model.js';

const RUNS = Number(process.env.RUNS ?? 1_500);
const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/app';
const request = {
  action: 'dynamodb:GetItem',
  resource: TABLE,
  principal: { kind: 'AWS' as const, names: ['arn:aws:iam::111122223333:role/api'] },
  context: { 'aws:PrincipalTag/T': 'acme', 'dynamodb:LeadingKeys': ['acme'] },
};
const call = {
  action: 'AssumeRole' as const,
  roleArn: 'arn:aws:iam::111122223333:role/r',
  principal: request.principal,
  tags: { T: 'acme' },
};

const junk = fc.oneof(
  fc.anything({ withNullPrototype: true, maxDepth: 2 }),
  fc.constantFrom<unknown>(
    '',
    '*',
    '${',
    '${}',
    '${aws:PrincipalTag/T',
    "${aws:PrincipalTag/T, 'x",
    '__proto__',
    [],
    {},
    null,
    -0,
  ),
);
const word = fc.constantFrom(
  'Allow',
  'Deny',
  '*',
  'dynamodb:*',
  TABLE,
  'acme',
  '${aws:PrincipalTag/T}',
  'true',
  'false',
);
const operator = fc.constantFrom(
  'StringLike',
  'ForAllValues:StringEquals',
  'Null',
  'Bool',
  'IpAddress',
  'BinaryEquals',
  'constructor',
  'ForSomeValues:StringLike',
  '',
);
const key = fc.constantFrom('aws:PrincipalTag/T', 'dynamodb:LeadingKeys', '__proto__', 'toString', '');
const value = fc.oneof({ weight: 3, arbitrary: word }, { weight: 1, arbitrary: junk });
const element = fc.constantFrom(
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
  '__proto__',
  'Extra',
);
const wild = fc.dictionary(
  element,
  fc.oneof(
    value,
    fc.array(value, { maxLength: 3 }),
    fc.dictionary(operator, fc.oneof(value, fc.dictionary(key, value)), { maxKeys: 3 }),
  ),
  { minKeys: 2 },
);
const good = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: TABLE };
/** As often as not with one thing changed in a statement that allows. */
const statement = fc.oneof(
  wild,
  fc
    .dictionary(element, fc.oneof(value, fc.dictionary(operator, fc.oneof(value, fc.dictionary(key, value)))), {
      maxKeys: 1,
    })
    .map((odd) => ({ ...good, ...odd })),
);
const policy = fc.oneof(
  { weight: 1, arbitrary: junk },
  {
    weight: 6,
    arbitrary: fc.record(
      {
        Version: fc.oneof(fc.constantFrom('2012-10-17', '2008-10-17', '2030-01-01'), junk),
        Statement: fc.oneof(statement, fc.array(fc.oneof(statement, junk), { maxLength: 3 })),
      },
      { requiredKeys: ['Statement'] },
    ),
  },
);

describe('policies of any shape', () => {
  it('are judged, and allow nothing without an Allow', () => {
    let allowed = 0;
    fc.assert(
      fc.property(policy, (document) => {
        const adversarial = document as PolicyDocument;
        const verdict = evaluate([adversarial], request);
        expect(['allowed', 'denied', 'unknown']).toContain(verdict.decision);
        expect(verdict.explanation).toMatch(/\.$/);
        evaluate({ identity: [adversarial], session: adversarial, resource: adversarial }, request);
        evaluateAssumeRole(adversarial, call);
        expect(Array.isArray(lint(document, { model: flightClubModel }))).toBe(true);
        if (verdict.decision !== 'allowed') return;
        allowed++;
        expect(JSON.stringify(document)).toContain('"Allow"');
      }),
      { numRuns: RUNS, seed: 20261110 },
    );
    expect(allowed).toBeGreaterThan(0);
  }, 600_000);

  it('that hold anything which is not understood are not taken to allow', () => {
    const wholly: PolicyDocument = { Version: '2012-10-17', Statement: [good as never] };
    expect(evaluate(wholly, request).decision).toBe('allowed');
    const odd = fc.oneof(
      fc.constantFrom('NotPrincipal', 'Extra', 'condition', 'effect').map((name) => ({ ...good, [name]: 'x' })),
      fc
        .constantFrom('IpAddress', 'BinaryEquals', 'constructor', 'ForSomeValues:StringLike', '', 'Stringlike')
        .map((name) => ({
          ...good,
          Condition: { [name]: { 'aws:PrincipalTag/T': 'acme' } },
        })),
      junk
        .filter((value) => value !== undefined && JSON.stringify(value) !== '{}')
        .map((value) => ({ ...good, Condition: value })),
      fc
        .constantFrom<unknown>([], {}, null, 5, [5], ['dynamodb:GetItem', {}])
        .map((value) => ({ ...good, Action: value })),
      fc.constantFrom<unknown>([], {}, null, 5, [TABLE, 5], '${').map((value) => ({ ...good, Resource: value })),
    );
    fc.assert(
      fc.property(odd, (statement_) => {
        const document = { Version: '2012-10-17', Statement: [statement_] } as unknown as PolicyDocument;
        expect(evaluate(document, request).decision).not.toBe('allowed');
      }),
      { numRuns: RUNS, seed: 20261111 },
    );
  }, 600_000);

  it('that deny in a way which is not understood leave nothing allowed', () => {
    const deny = {
      Effect: 'Deny',
      Action: 'dynamodb:GetItem',
      Resource: TABLE,
      Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    };
    const document = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, deny],
    } as PolicyDocument;
    expect(evaluate(document, request).decision).toBe('unknown');
    expect(evaluate(document, request).explanation).toContain('IpAddress aws:SourceIp');
  });
});
