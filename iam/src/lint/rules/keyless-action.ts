import type { LintRule } from '../finding.js';
import { conditionOn, LEADING_KEYS } from '../view.js';

export const keylessAction: LintRule = {
  id: 'keyless-action',
  title: 'An action on whole tables',
  severity: 'error',
  impact: 'Reaches every item of the table: a scan, a stream, an export or a restore knows no keys.',
  explainsKeys: true,
  check(view) {
    const { keyless } = view.reach;
    if (keyless === undefined || conditionOn(view, LEADING_KEYS).length > 0) return [];
    return [
      {
        element: [view.notActions.length > 0 ? 'NotAction' : 'Action'],
        summary: `The statement allows ${keyless.action}, which no condition can tie to the caller's keys. Remove it, or move it to a role that no tenant gets.`,
      },
    ];
  },
};
