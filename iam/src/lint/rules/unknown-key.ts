import { conditionKeyKind, nearestConditionKey } from '../../words/condition-keys.js';
import type { LintRule } from '../finding.js';
import { HOLE_OF_READER } from '../template-hole.js';
import { put, withCondition } from '../view.js';
import { CLAIM } from './custom-claim.js';

export const unknownKey: LintRule = {
  id: 'unknown-key',
  title: 'A condition key that AWS does not have',
  severity: 'error',
  impact:
    'Passes what the condition seemed to hold back: ForAllValues, IfExists and negated operators are true of a missing key.',
  explainsReach: true,
  check: (view) =>
    view.conditions.flatMap(({ operator, key, values }) => {
      if (conditionKeyKind(key) !== 'unknown' || CLAIM.test(key) || HOLE_OF_READER.test(key)) return [];
      const meant = nearestConditionKey(key);
      return [
        {
          element: ['Condition', operator, key],
          summary: `${JSON.stringify(key)} is not a condition key of AWS.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
          ...(meant !== undefined && {
            fix: [
              withCondition(view, (condition) => {
                delete condition[operator]?.[key];
                put(condition, operator, meant, values);
              }),
            ],
          }),
        },
      ];
    }),
};
