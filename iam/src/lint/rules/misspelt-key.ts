import type { LintRule } from '../finding.js';
import { put, withCondition } from '../view.js';

export const misspeltKey: LintRule = {
  id: 'misspelt-key',
  title: 'A condition key that AWS does not have',
  severity: 'error',
  gain: 'All that the condition seemed to keep: no request carries such a key, and ForAllValues, IfExists and every negated operator are true of a missing one.',
  check: (view) =>
    view.conditions.flatMap(({ operator, key, values }) => {
      const meant = meantBy(key);
      if (meant === undefined) return [];
      return [
        {
          element: `Condition.${operator}`,
          summary: `${JSON.stringify(key)} is no condition key; ${meant} may be meant.`,
          mended: [
            withCondition(view, (condition) => {
              delete condition[operator]?.[key];
              put(condition, operator, meant, values);
            }),
          ],
        },
      ];
    }),
};

/** Service Authorization Reference: DynamoDB, S3 and STS, the keys that tie a statement to a tenant. */
const KNOWN = [
  'aws:TagKeys',
  'dynamodb:Attributes',
  'dynamodb:EnclosingOperation',
  'dynamodb:FullTableScan',
  'dynamodb:LeadingKeys',
  'dynamodb:ReturnConsumedCapacity',
  'dynamodb:ReturnValues',
  'dynamodb:Select',
  's3:prefix',
];

/** The known key that is left when white space and a plural are taken away. */
function meantBy(key: string): string | undefined {
  if (KNOWN.some((known) => known.toLowerCase() === key.toLowerCase())) return undefined;
  const plain = plainly(key);
  return KNOWN.find((known) => plainly(known) === plain);
}

const plainly = (key: string): string =>
  key
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '')
    .replace(/s$/, '');
