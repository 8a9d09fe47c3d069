// A fix never turns an allowed own request into a denied one, and leaves no finding: over the corpus and random statements.
// Longer: RUNS=20000 npx vitest run test/properties/policy/lint-fixes.test.ts
import {
  DESCRIBING_ACTIONS,
  evaluate,
  KEYED_ACTIONS,
  type LintSubject,
  lintPolicies,
  lintStatements,
  type PolicyDocument,
  type Statement,
} from '@tenantry/iam';
import { readPolicies } from '@tenantry/iam/read';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TABLE } from '../../support/lint-documents.js';
import { POLICY_CORPUS } from '../../support/policy-corpus.js';

const RUNS = Number(process.env.RUNS ?? 60);
const VALUES = ['acme', 'acme-2', 'a', 'x:y/z'];
const CALLER = /\$\{(aws:PrincipalTag\/[^}]+|[\w.-]+\.[\w./-]+:(?:sub|id))\}/gi;

const textsOf = (value: unknown): readonly string[] =>
  [value].flat().filter((each): each is string => typeof each === 'string');

/** By key and condition operator, the values that a statement names. */
const valuesOf = ({ Condition = {} }: Statement, key: string): readonly string[] =>
  Object.entries(Condition).flatMap(([operator, keys]) =>
    operator === 'Null'
      ? []
      : Object.entries(keys).flatMap(([name, values]) => (name.toLowerCase() === key ? textsOf(values) : [])),
  );

/** Keys of a tenant by a pattern that names him: the value and what a character that no tag holds divides from it. */
function ownKeys(pattern: string, value: string): readonly string[] {
  const plain = pattern.replace(/,\s*'[^']*'/, '');
  const own = plain.replace(/\*$/, '').replaceAll(CALLER, value);
  const named = CALLER.test(plain);
  CALLER.lastIndex = 0;
  // `TENANT#*` was meant for the tenant's own keys.
  const whole = named ? own : `${own}${value}`;
  if (/[*?$]/.test(whole) || (!named && !/#\*$/.test(pattern))) return [];
  return /#$/.test(whole)
    ? [`${whole}x`, `${whole}x#y`]
    : named && !pattern.endsWith('*')
      ? [whole]
      : [whole, `${whole}#x`];
}

interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context: { readonly [key: string]: string | readonly string[] };
}

/** Requests of a tenant for its own items, in every form that the statement's conditions know; and what is about no items. */
function ownRequests(statement: Statement, tag: string, value: string): readonly Asked[] {
  const session = {
    [`aws:PrincipalTag/${tag}`]: value,
    'cognito-identity.amazonaws.com:sub': value,
    'graph.facebook.com:id': value,
  };
  const patterns = valuesOf(statement, 'dynamodb:leadingkeys');
  const meant = [...KEYED_ACTIONS, ...DESCRIBING_ACTIONS, 'logs:PutLogEvents'];
  const attributes = valuesOf(statement, 'dynamodb:attributes');
  return textsOf(statement.Resource).flatMap((written) => {
    const resource = written.replaceAll(CALLER, value).replaceAll('*', 'x');
    const others = meant
      .filter((action) => !KEYED_ACTIONS.includes(action))
      .map((action): Asked => ({ action, resource, context: session }));
    const keyed = KEYED_ACTIONS.flatMap((action) =>
      patterns
        .flatMap((pattern) => ownKeys(pattern, value))
        .map((key): Asked => {
          const reads = /Get|Query|Select/.test(action);
          const limits = {
            ...(attributes.length > 0 && { 'dynamodb:Attributes': attributes }),
            ...(attributes.length > 0 && reads && { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' }),
            ...(attributes.length > 0 && !reads && { 'dynamodb:ReturnValues': 'NONE' }),
          };
          return { action, resource, context: { ...session, ...limits, 'dynamodb:LeadingKeys': [key] } };
        }),
    );
    return [...others, ...keyed];
  });
}

const tagOf = (document: unknown): string =>
  /aws:(?:principal|request)tag\/([^},"]+)/i.exec(JSON.stringify(document))?.[1] ?? 'TenantId';

/** Checks every fix of a policy; returns how many own requests were allowed before. */
function checkFixes(subject: LintSubject): number {
  const document = subject.document as PolicyDocument;
  let allowed = 0;
  for (const { index = 0, fix } of lintStatements([subject])) {
    const statement = document.Statement[index];
    if (fix === undefined || statement === undefined) continue;
    const fixed = { ...document, Statement: document.Statement.toSpliced(index, 1, ...fix) };
    const left = lintPolicies([{ ...subject, document: fixed }]).filter(
      (each) => (each.index ?? 0) >= index && (each.index ?? 0) < index + fix.length,
    );
    expect(left, JSON.stringify(fix)).toEqual([]);
    if (subject.kind !== 'identity') continue;
    for (const request of VALUES.flatMap((value) => ownRequests(statement, tagOf(document), value))) {
      if (evaluate(document, request).decision !== 'allowed') continue;
      allowed++;
      expect(evaluate(fixed, request), JSON.stringify({ request, statement, fix })).toMatchObject({
        decision: 'allowed',
      });
    }
  }
  return allowed;
}

describe('a fix', () => {
  it('keeps the own requests of every policy of the corpus, and passes lint', () => {
    const subjects = POLICY_CORPUS.flatMap(({ name, text }) => readPolicies(name, text).policies);
    const counts = subjects.map(({ document, kind }) => checkFixes({ document, kind }));
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(3);
  });

  it('keeps reads and writes apart where attributes are limited', () => {
    const statement = {
      Effect: 'Allow' as const,
      Action: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
      Resource: TABLE,
      Condition: {
        'ForAllValues:StringEquals': {
          'dynamodb:LeadingKeys': ['T#${aws:PrincipalTag/T}'],
          'dynamodb:Attributes': ['pk', 'title'],
        },
        StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
        Null: { 'dynamodb:LeadingKeys': 'false', 'dynamodb:Attributes': 'false' },
        StringLike: { 'aws:PrincipalTag/T': '?*' },
      },
    };
    const subject = { document: { Version: '2012-10-17', Statement: [statement] }, kind: 'identity' as const };
    expect(lintStatements([subject])[0]?.fix).toHaveLength(2);
    expect(checkFixes(subject)).toBeGreaterThan(0);
  });

  const FIXABLE = [
    'T#${aws:PrincipalTag/T}',
    'T#${aws:PrincipalTag/T}#*',
    'T#${aws:PrincipalTag/T}*',
    'T|${aws:PrincipalTag/T}*',
    '${aws:PrincipalTag/T}',
    "T#${aws:PrincipalTag/T, 'acme'}",
    'T#*',
  ];

  it.each(FIXABLE)('keeps the own requests of %s, which is under no guard', (each) => {
    for (const set of ['ForAllValues:', 'ForAnyValue:']) {
      const statement = {
        ...{
          Effect: 'Allow',
          Action: ['dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:DescribeTable'],
          Resource: TABLE,
        },
        Condition: { [`${set}StringLike`]: { 'dynamodb:LeadingKeys': [each] } },
      };
      const subject = { document: { Version: '2012-10-17', Statement: [statement] }, kind: 'identity' as const };
      expect(lintStatements([subject])[0]?.fix, set).toBeDefined();
      expect(checkFixes(subject)).toBeGreaterThan(0);
    }
  });

  const pattern = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...FIXABLE) },
    { weight: 1, arbitrary: fc.constantFrom('${aws:PrincipalTag/T}-*', 'acme-*', 'PUBLIC') },
  );
  const action = fc.constantFrom(
    ...[
      'GetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'BatchGetItem',
      'Scan',
      'DescribeTable',
      'TransactWriteItems',
      '*',
      'Get*',
    ].map((name) => `dynamodb:${name}`),
    'logs:PutLogEvents',
  );
  const statement = fc
    .record({
      actions: fc.uniqueArray(action, { minLength: 1, maxLength: 3 }),
      patterns: fc.uniqueArray(pattern, { minLength: 1, maxLength: 2 }),
      set: fc.constantFrom('ForAllValues:', 'ForAnyValue:', ''),
      operator: fc.constantFrom('StringLike', 'StringEquals'),
      key: fc.constantFrom(
        'dynamodb:LeadingKeys',
        'dynamodb:LeadingKeys',
        'dynamodb:PartitionKey',
        'dynamodb: LeadingKeys',
      ),
      guards: fc.record({
        null: fc.constantFrom(
          {},
          { Null: { 'dynamodb:LeadingKeys': 'false' } },
          { Null: { 'dynamodb:LeadingKeys': false } },
          { 'ForAllValues:Null': { 'dynamodb:LeadingKeys': 'false' } },
        ),
        tag: fc.constantFrom(
          {},
          { StringNotEquals: { 'aws:PrincipalTag/T': '' } },
          { StringEquals: { 'aws:PrincipalTag/T': '${aws:PrincipalTag/T}' } },
        ),
      }),
      resources: fc.constantFrom([TABLE], [TABLE, `${TABLE}/index/*`], [`${TABLE}*`]),
    })
    .map(({ actions, patterns, set, operator, key, guards, resources }) => ({
      Effect: 'Allow',
      Action: actions,
      Resource: resources,
      Condition: { [`${set}${operator}`]: { [key]: patterns }, ...guards.null, ...guards.tag },
    }));

  it('keeps the own requests of random statements, and passes lint', () => {
    let kept = 0;
    fc.assert(
      fc.property(statement, (each) => {
        kept += checkFixes({ document: { Version: '2012-10-17', Statement: [each] }, kind: 'identity' });
      }),
      { numRuns: RUNS, seed: 20261201 },
    );
    expect(kept).toBeGreaterThan(RUNS / 4);
  }, 600_000);
});
