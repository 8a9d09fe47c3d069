import type { LintRule } from '../finding.js';
import { put, withCondition } from '../view.js';

export const qualifiedNull: LintRule = {
  id: 'qualified-null',
  title: 'Null with ForAllValues or ForAnyValue',
  severity: 'error',
  gain: 'The guard itself is vacuous: ForAllValues is true of an absent key, so the check that it be there passes without it.',
  check: (view) =>
    view.conditions
      .filter(({ qualifier, base }) => base === 'Null' && qualifier !== undefined)
      .map(({ operator, key, values }) => ({
        element: `Condition.${operator}`,
        summary: `${operator} does not ask that ${key} be there; plain Null does.`,
        mended: [
          withCondition(view, (condition) => {
            delete condition[operator]?.[key];
            put(condition, 'Null', key, values.length === 1 ? (values[0] ?? 'false') : values);
          }),
        ],
      })),
};
