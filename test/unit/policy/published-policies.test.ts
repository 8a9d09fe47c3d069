import { describe, expect, it } from 'vitest';
import { lint } from '../../../iam/src/lint/lint.js';
import { MADE_POLICIES, PUBLISHED_POLICIES } from '../../support/published-policies.js';

const rulesOf = (policy: unknown): readonly string[] => [...new Set(lint(policy).map(({ rule }) => rule))].sort();

describe('published policies', () => {
  it.each(PUBLISHED_POLICIES)('$source: $what', ({ policy, faults }) => {
    expect(rulesOf(policy)).toEqual([...faults].sort());
  });

  it('all say where they stand: a file at a commit, or a page', () => {
    expect(PUBLISHED_POLICIES.length).toBeGreaterThanOrEqual(10);
    for (const { source } of PUBLISHED_POLICIES) {
      expect(source).toMatch(
        /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/blob\/[0-9a-f]{40}\/\S+$|^https:\/\/(?!github)\S+$/,
      );
    }
  });
});

describe('policies made for this test', () => {
  it.each(MADE_POLICIES)('$what', ({ policy, faults }) => {
    expect(rulesOf(policy)).toEqual([...faults].sort());
  });
});
