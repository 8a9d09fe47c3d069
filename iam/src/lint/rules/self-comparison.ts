import { foldName } from '../../fold.js';
import type { LintRule } from '../finding.js';
import { put, withCondition } from '../view.js';

export const selfComparison: LintRule = {
  id: 'self-comparison',
  title: 'A condition key that is compared with itself',
  severity: 'error',
  impact: 'Passes everything that the condition seemed to hold back: every value equals itself, an empty one, too.',
  check: (view) =>
    view.conditions
      .filter(
        ({ base, name, values }) =>
          /^String(?:Equals|Like)/.test(base) &&
          values.some((value) => foldName(value).replaceAll(/\s/g, '') === `\${${name}}`),
      )
      .map(({ operator, key }) => ({
        element: ['Condition', operator],
        summary: `${key} is compared with \${${key}}, its own value.`,
        ...(foldName(key).startsWith('aws:principaltag/') && {
          fix: [
            withCondition(view, (condition) => {
              delete condition[operator]?.[key];
              put(condition, 'StringLike', key, '?*');
            }),
          ],
        }),
      })),
};
