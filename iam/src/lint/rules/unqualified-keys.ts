import { denyBySets } from '../deny.js';
import type { LintRule } from '../finding.js';
import { underKeys } from '../parts.js';
import { conditionOn, LEADING_KEYS, put } from '../view.js';

export const unqualifiedKeys: LintRule = {
  id: 'unqualified-keys',
  title: 'dynamodb:LeadingKeys without a set operator',
  severity: 'warning',
  impact:
    'Unknown for batches: the key holds a list, and AWS does not say how an operator without ForAllValues reads one.',
  explainsReach: true,
  check: (view) =>
    conditionOn(view, LEADING_KEYS)
      .filter(({ qualifier, base }) => qualifier === undefined && base.startsWith('String'))
      .map((condition) => {
        const { operator, key, values } = condition;
        const fix = view.allows
          ? underKeys(view, (changed) => {
              delete changed[operator]?.[key];
              put(changed, `ForAllValues:${operator}`, key, values);
              put(changed, 'Null', key, 'false');
            })
          : denyBySets(view, { ...condition, operator });
        const summary = `${operator} compares one value, and ${key} may hold several.`;
        return { element: ['Condition', operator, key], summary, ...(fix && { fix }) };
      }),
};
