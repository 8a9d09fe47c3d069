import type { LintRule } from '../finding.js';

export const notAction: LintRule = {
  id: 'not-action',
  title: 'NotAction or NotResource in an Allow',
  severity: 'error',
  impact: 'Reaches every action that is not named, of every service, and each that AWS adds later.',
  explainsReach: true,
  check: (view) => {
    const element =
      view.statement.NotAction !== undefined
        ? 'NotAction'
        : view.statement.NotResource !== undefined
          ? 'NotResource'
          : undefined;
    if (!view.allows || element === undefined) return [];
    return [{ element: [element], summary: `${element} allows all but what it names. Name what is allowed.` }];
  },
};
