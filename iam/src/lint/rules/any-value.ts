import type { LintRule } from '../finding.js';
import { conditionOn, LEADING_KEYS, put, withCondition } from '../view.js';

export const anyValue: LintRule = {
  id: 'any-value',
  title: 'ForAnyValue on leading keys in an Allow, or ForAllValues in a Deny',
  severity: 'error',
  gain: 'Everything that fits in one batch with one key of the attacker’s own: ForAnyValue asks for one good key, and a Deny by ForAllValues spares a batch that has one.',
  check: (view) =>
    conditionOn(view, LEADING_KEYS)
      .filter(
        ({ qualifier, base }) =>
          base.startsWith('String') && qualifier === (view.allows ? 'ForAnyValue' : 'ForAllValues'),
      )
      .map(({ operator, key, values }) => ({
        element: `Condition.${operator}`,
        summary: view.allows
          ? `${operator} is met by a batch with one own key.`
          : `${operator} denies only batches without any own key.`,
        mended: [
          withCondition(view, (condition) => {
            delete condition[operator]?.[key];
            put(condition, operator.replace(/^[^:]*/, view.allows ? 'ForAllValues' : 'ForAnyValue'), key, values);
            if (view.allows) put(condition, 'Null', key, 'false');
          }),
        ],
      })),
};
