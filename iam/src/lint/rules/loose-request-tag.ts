import type { LintRule } from '../finding.js';
import { put, withCondition } from '../view.js';

export const looseRequestTag: LintRule = {
  id: 'loose-request-tag',
  title: 'A required request tag that may be empty',
  severity: 'error',
  gain: 'A session with an empty tag: `*` matches the empty text, and so does a pattern that ends in a variable.',
  check: (view) =>
    !view.allows
      ? []
      : view.conditions
          .filter(
            ({ name, operator, values }) =>
              name.startsWith('aws:requesttag/') && operator === 'StringLike' && values.includes('*'),
          )
          .map(({ operator, key }) => ({
            element: `Condition.${operator}`,
            summary: `${key} may be anything, also nothing.`,
            mended: [withCondition(view, (condition) => put(condition, operator, key, '?*'))],
          })),
};
