import type { LintRule } from '../finding.js';
import { conditionOn, LEADING_KEYS } from '../view.js';

export const indexUnderTable: LintRule = {
  id: 'index-under-table',
  title: 'A table and its indexes under one condition on leading keys',
  severity: 'warning',
  impact: 'Reads what an index holds under keys of that form: on an index the leading key is the index’s own.',
  check(view) {
    if (!view.allows || conditionOn(view, LEADING_KEYS).length === 0) return [];
    const indexes = view.resources.filter((resource) => /\/index\//.test(resource));
    const both = view.resources.filter((resource) => /:table\/[^/]*\*$/.test(resource));
    const tables = view.resources.filter((resource) => !indexes.includes(resource) && !both.includes(resource));
    if (both.length === 0 && (indexes.length === 0 || tables.length === 0)) return [];
    const { Sid } = view.statement;
    return [
      {
        element: ['Resource'],
        summary: `${[...indexes, ...both].join(', ')} ${both.length > 0 ? 'means indexes, too' : 'stands under the pattern of the table'}: give each index a statement of its own, from its own key.`,
        ...(both.length === 0 && {
          fix: [
            { ...view.statement, Resource: tables },
            { ...view.statement, ...(Sid !== undefined && { Sid: `${Sid}Indexes` }), Resource: indexes },
          ],
        }),
      },
    ];
  },
};
