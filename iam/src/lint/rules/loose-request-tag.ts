import type { LintRule } from '../finding.js';
import { put, withCondition } from '../view.js';

export const looseRequestTag: LintRule = {
  id: 'loose-request-tag',
  title: 'A required request tag that may be empty',
  severity: 'error',
  impact: 'Begins a session with an empty tag: `*` matches the empty text, too.',
  check: (view) =>
    !view.allows
      ? []
      : view.conditions
          .filter(
            ({ name, operator, values }) =>
              name.startsWith('aws:requesttag/') && operator === 'StringLike' && values.includes('*'),
          )
          .map(({ operator, key }) => ({
            element: ['Condition', operator],
            summary: `${key} may be anything, also nothing.`,
            fix: [withCondition(view, (condition) => put(condition, operator, key, '?*'))],
          })),
};
