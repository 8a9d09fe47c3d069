import type { LintRule } from '../finding.js';
import { underKeys } from '../parts.js';
import { isKeysElement, put, withCondition } from '../view.js';

export const qualifiedNull: LintRule = {
  id: 'qualified-null',
  title: 'Null with ForAllValues or ForAnyValue',
  severity: 'error',
  impact: 'Passes without the key: ForAllValues is true of an absent key.',
  explainsKeys: true,
  check: (view) =>
    view.conditions
      .filter(({ base, qualifier }) => base === 'Null' && qualifier !== undefined)
      .map(({ operator, key, values }) => {
        const element = ['Condition', operator, key];
        const change = (condition: Parameters<Parameters<typeof withCondition>[1]>[0]): void => {
          delete condition[operator]?.[key];
          put(condition, 'Null', key, values.length === 1 ? (values[0] ?? 'false') : values);
        };
        const fix = isKeysElement(element) && view.allows ? underKeys(view, change) : [withCondition(view, change)];
        return { element, summary: `${operator} does not require ${key}; plain Null does.`, ...(fix && { fix }) };
      }),
};
