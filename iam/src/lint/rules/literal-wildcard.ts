import type { LintRule } from '../finding.js';
import { conditionOn, LEADING_KEYS, put, withCondition } from '../view.js';

export const literalWildcard: LintRule = {
  id: 'literal-wildcard',
  title: 'A wildcard under an operator that has none',
  severity: 'warning',
  impact: 'Nothing: StringEquals reads * and ? as themselves, so the caller’s own keys do not match.',
  check: (view) =>
    conditionOn(view, LEADING_KEYS)
      .filter(({ base, values }) => /^String(?:Not)?Equals$/.test(base) && values.some(hasWildcard))
      .map(({ operator, key, values }) => ({
        element: ['Condition', operator, key],
        summary: `${operator} compares ${values.filter(hasWildcard).join(', ')} character by character.`,
        ...(view.allows && {
          fix: [
            withCondition(view, (condition) => {
              delete condition[operator]?.[key];
              put(condition, operator.replace('Equals', 'Like'), key, values);
            }),
          ],
        }),
      })),
};

const hasWildcard = (value: string): boolean => /[*?]/.test(value.replaceAll(/\$\{[^}]*\}/g, ''));
