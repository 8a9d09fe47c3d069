import type { LintRule } from '../finding.js';
import { actionsMeant, conditionOn, LEADING_KEYS, type StatementView } from '../view.js';

const BATCHES = ['dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem'];

export const splitKeys: LintRule = {
  id: 'split-keys',
  title: 'Leading keys of one table in several statements',
  severity: 'warning',
  impact: 'Nothing: a batch is allowed by one statement that has all of its keys, so a batch over both is refused.',
  check(view, { statements }) {
    const batches = batchesOf(view);
    if (batches.length === 0) return [];
    const other = statements.find(
      (each) =>
        each.index < view.index &&
        batchesOf(each).some((action) => batches.includes(action)) &&
        each.resources.some((resource) => view.resources.includes(resource)) &&
        keysOf(each) !== keysOf(view),
    );
    if (other === undefined) return [];
    return [
      {
        element: ['Condition'],
        summary: `Statement ${other.name} allows ${batches.join(' and ')} on the same table for other keys. Write the patterns into one statement.`,
      },
    ];
  },
};

/** Keys that are the same for all, such as public ones, have a statement that needs no tag. */
const batchesOf = (view: StatementView): readonly string[] =>
  view.allows && conditionOn(view, LEADING_KEYS).some(({ values }) => values.some((value) => /\$\{[^}]*:/.test(value)))
    ? actionsMeant(view, BATCHES)
    : [];

const keysOf = (view: StatementView): string =>
  JSON.stringify(conditionOn(view, LEADING_KEYS).map(({ operator, values }) => [operator, [...values].sort()]));
