import { nearestOperator, readOperator } from '../../words/operators.js';
import type { LintRule } from '../finding.js';
import { put, withCondition } from '../view.js';

export const unknownOperator: LintRule = {
  id: 'unknown-operator',
  title: 'A condition operator that IAM does not have',
  severity: 'error',
  impact: 'Unknown: IAM refuses such a document, so an older version of it may be in force.',
  explainsReach: true,
  check: (view) =>
    [...new Set(view.conditions.map(({ operator }) => operator))]
      .filter((operator) => readOperator(operator) === undefined)
      .map((operator) => {
        const meant = nearestOperator(operator);
        return {
          element: ['Condition', operator],
          summary: `${operator} is not an operator of IAM.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
          ...(meant !== undefined && {
            fix: [
              withCondition(view, (condition) => {
                const keys = condition[operator] ?? {};
                delete condition[operator];
                for (const [key, values] of Object.entries(keys)) put(condition, meant, key, values);
              }),
            ],
          }),
        };
      }),
};
