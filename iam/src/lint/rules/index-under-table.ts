import type { LintRule } from '../finding.js';
import { conditionOn, LEADING_KEYS } from '../view.js';

export const indexUnderTable: LintRule = {
  id: 'index-under-table',
  title: 'A table and its indexes under one condition on leading keys',
  severity: 'error',
  gain: 'Whatever an index holds under keys of that form: on an index the leading key is the index’s own, so the table’s pattern either refuses every query or lets through keys that mean something else there.',
  check(view) {
    if (!view.allows || conditionOn(view, LEADING_KEYS).length === 0) return [];
    const indexes = view.resources.filter(
      (resource) => /\/index\//.test(resource) || /:table\/(?:[^:]*\*|\*)$/.test(resource),
    );
    const tables = view.resources.filter((resource) => !indexes.includes(resource));
    const wild = indexes.filter((resource) => /\*$/.test(resource));
    if (indexes.length === 0 || (tables.length === 0 && wild.length === 0)) return [];
    return [
      {
        element: 'Resource',
        summary: `${indexes.join(', ')} ${tables.length > 0 ? 'stands under the pattern of the table' : 'means indexes of different keys'}: give each index a statement of its own, from its own key.`,
        ...(tables.length > 0 && { mended: [{ ...view.statement, Resource: tables }] }),
      },
    ];
  },
};
