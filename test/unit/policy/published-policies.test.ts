import { lint } from '@tenantry/iam';
import { describe, expect, it } from 'vitest';
import { lintFiles } from '../../../generator/src/project/lint/lint-files.js';
import { CORRECT_FILES } from '../../support/correct-policies.js';
import { MADE_POLICIES } from '../../support/made-policies.js';
import { POLICY_CORPUS } from '../../support/policy-corpus.js';

const report = (name: string, text: string) =>
  lintFiles([{ file: name, text, found: false }], { parameters: {}, suppressions: [] });

const rulesOf = (name: string, text: string): readonly string[] =>
  [...new Set(report(name, text).blocks.flatMap(({ findings }) => findings.map(({ rule }) => rule)))].sort();

describe('published policies, in the formats of their sources', () => {
  it.each(POLICY_CORPUS)('$source: $what', ({ name, text, finds }) => {
    expect(rulesOf(name, text)).toEqual([...finds].sort());
  });

  it.each(CORRECT_FILES)('and no alarm about $what', ({ name, text }) => {
    const { blocks, policies } = report(name, text);
    expect(blocks).toEqual([]);
    expect(policies).toBeGreaterThan(0);
  });

  it('all say where they stand: a file at a commit, or a page', () => {
    expect(POLICY_CORPUS.length).toBeGreaterThanOrEqual(25);
    for (const { source, what, why } of POLICY_CORPUS) {
      expect(source).toMatch(
        /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/blob\/[0-9a-f]{40}\/\S+$|^https:\/\/(?!github)\S+$/,
      );
      expect(why.length).toBeGreaterThan(20);
      expect(why).not.toBe(what);
    }
  });
});

describe('policies made for this test', () => {
  it.each(MADE_POLICIES)('$what', ({ policy, faults }) => {
    expect([...new Set(lint(policy).map(({ rule }) => rule))].sort()).toEqual([...faults].sort());
  });
});
