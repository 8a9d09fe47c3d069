import type { LintRule } from '../finding.js';
import { conditionOn, LEADING_KEYS, put, withCondition } from '../view.js';

export const unqualifiedKeys: LintRule = {
  id: 'unqualified-keys',
  title: 'dynamodb:LeadingKeys without a set operator',
  severity: 'warning',
  gain: 'Perhaps nothing, perhaps batches: the key holds a list, and AWS does not say how an operator without ForAllValues reads one.',
  check: (view) =>
    conditionOn(view, LEADING_KEYS)
      .filter(({ qualifier, base }) => qualifier === undefined && base.startsWith('String'))
      .map(({ operator, key, values }) => ({
        element: `Condition.${operator}`,
        summary: `${operator} compares one value, and ${key} may hold several.`,
        mended: [
          withCondition(view, (condition) => {
            delete condition[operator]?.[key];
            put(condition, `${view.allows ? 'ForAllValues' : 'ForAnyValue'}:${operator}`, key, values);
          }),
        ],
      })),
};
