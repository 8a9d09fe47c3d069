import type { LintRule } from '../finding.js';
import { actionsMeant, conditionOn, put, withCondition } from '../view.js';

const READS = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'];
const WRITES = ['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem'];

export const attributesWithoutSelect: LintRule = {
  id: 'attributes-without-select',
  title: 'dynamodb:Attributes without dynamodb:Select, or beside actions that replace whole items',
  severity: 'error',
  gain: 'All attributes: a read that names none returns every one, and a put or a delete replaces or removes the whole item.',
  check(view) {
    if (!view.allows || conditionOn(view, 'dynamodb:attributes').length === 0) return [];
    const reads = actionsMeant(view, READS).length > 0;
    const selected = conditionOn(view, 'dynamodb:select').some(
      ({ operator, values }) =>
        operator === 'StringEquals' && values.every((value) => value === 'SPECIFIC_ATTRIBUTES' || value === 'COUNT'),
    );
    const whole = actionsMeant(view, WRITES);
    return [
      ...(reads && !selected
        ? [
            {
              element: 'Condition',
              summary:
                'A read without a list of attributes is not refused: dynamodb:Select must be there and be SPECIFIC_ATTRIBUTES.',
              mended: [
                withCondition(view, (condition) =>
                  put(condition, 'StringEquals', 'dynamodb:Select', 'SPECIFIC_ATTRIBUTES'),
                ),
              ],
            },
          ]
        : []),
      ...(whole.length > 0
        ? [{ element: 'Action', summary: `${whole.join(', ')} cannot be limited to attributes.` }]
        : []),
    ];
  },
};
