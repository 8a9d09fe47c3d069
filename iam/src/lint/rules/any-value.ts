import { denyBySets } from '../deny.js';
import type { LintRule } from '../finding.js';
import { underKeys } from '../parts.js';
import { conditionOn, LEADING_KEYS, put } from '../view.js';

export const anyValue: LintRule = {
  id: 'any-value',
  title: 'ForAnyValue on leading keys in an Allow, or ForAllValues in a Deny',
  severity: 'error',
  impact: 'Reads everything that fits in one batch with one key of its own.',
  explainsKeys: true,
  check: (view) =>
    conditionOn(view, LEADING_KEYS)
      .filter(
        ({ qualifier, base }) =>
          base.startsWith('String') && qualifier === (view.allows ? 'ForAnyValue' : 'ForAllValues'),
      )
      .map((condition) => {
        const { operator, key, values } = condition;
        const fix = view.allows
          ? underKeys(view, (changed) => {
              delete changed[operator]?.[key];
              put(changed, operator.replace(/^[^:]*/, 'ForAllValues'), key, values);
              put(changed, 'Null', key, 'false');
            })
          : denyBySets(view, condition);
        const summary = view.allows
          ? `${operator} is met by a batch with one own key.`
          : `${operator} denies only batches without any own key.`;
        return { element: ['Condition', operator, key], summary, ...(fix && { fix }) };
      }),
};
