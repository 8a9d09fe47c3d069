import type { LintRule } from '../finding.js';
import { callerPatterns } from '../patterns.js';

export const oldVersion: LintRule = {
  id: 'old-version',
  title: 'Variables in a policy that is not of version 2012-10-17',
  severity: 'error',
  impact: 'Nothing in an Allow, which then matches no real key; a Deny by variables stops nobody.',
  explainsReach: true,
  check(view, policy) {
    if (policy.variables) return [];
    const [first] = callerPatterns(view);
    return first === undefined
      ? []
      : [
          {
            element: first.element,
            summary: `${first.text} is plain text without "Version": "2012-10-17". Set the version.`,
          },
        ];
  },
};
