// Files of any shape: the readers and the linter judge them without failing, and what they did not understand is a problem.
// Longer: RUNS=50000 npx vitest run test/fuzz/policy-files.test.ts
import { lintStatements } from '@tenantry/iam';
import { readPolicies } from '@tenantry/iam/read';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICY_CORPUS } from '../support/policy-corpus.js';

const RUNS = Number(process.env.RUNS ?? 250);

const key = fc.constantFrom(
  ...[
    'Resources',
    'Type',
    'Properties',
    'Policies',
    'PolicyDocument',
    'Statement',
    'Effect',
    'Action',
    'Resource',
    'Condition',
  ],
  ...[
    'Fn::If',
    'Fn::Sub',
    'Ref',
    'Fn::Join',
    'Fn::GetAtt',
    'Fn::Select',
    'Fn::FindInMap',
    'Fn::Transform',
    'Connectors',
    'Parameters',
  ],
  ...[
    'planned_values',
    'root_module',
    'resources',
    'format_version',
    'values',
    'policy',
    'resource_changes',
    'change',
    'after',
  ],
  ...[
    'RoleDetailList',
    'Policy',
    'PolicyVersion',
    'Document',
    'AssumeRolePolicyDocument',
    '__proto__',
    'constructor',
    '',
  ],
);
const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    'Allow',
    '*',
    'dynamodb:*',
    'AWS::IAM::Role',
    'AWS::Serverless::Function',
    '${x}',
    '%7B%22Statement%22',
    null,
    true,
    5,
  ),
  fc.string({ maxLength: 6 }),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6 },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
  ),
}));

/** A corpus file with one of its values put in the place of another, or a piece of its text gone. */
const damaged = fc
  .tuple(
    fc.constantFrom(...POLICY_CORPUS),
    fc.nat(),
    fc.nat({ max: 30 }),
    fc.constantFrom('', '"', '{', ': ', '\n  - ', '!Sub ', '*'),
  )
  .map(([{ name, text }, at, length, put]) => {
    const start = at % (text.length + 1);
    return { name, text: text.slice(0, start) + put + text.slice(start + length) };
  });

function judge(name: string, text: string): void {
  const { policies, problems } = readPolicies(name, text);
  expect(policies.length + problems.length).toBeGreaterThan(0);
  for (const { position } of problems) expect(position.line).toBeGreaterThan(0);
  for (const { policy, index, findings } of lintStatements(policies)) {
    const { line } = policies[policy]?.locate(index === undefined ? [] : ['Statement', index]) ?? { line: 0 };
    expect(line).toBeGreaterThan(0);
    expect(findings.length).toBeGreaterThan(0);
  }
}

describe('files of any shape', () => {
  it('are read, or have a problem', () => {
    fc.assert(
      fc.property(tree, (value) => judge('file.json', JSON.stringify(value) ?? '')),
      { numRuns: RUNS, seed: 20261201 },
    );
  }, 600_000);

  it('are read, or have a problem, where a published file is damaged', () => {
    fc.assert(
      fc.property(damaged, ({ name, text }) => judge(name, text)),
      { numRuns: Math.ceil(RUNS / 4), seed: 20261202 },
    );
  }, 600_000);
});
