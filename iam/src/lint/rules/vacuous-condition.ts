import type { LintRule } from '../finding.js';
import { underKeys } from '../parts.js';
import { conditionOn, LEADING_KEYS, put } from '../view.js';

export const vacuousCondition: LintRule = {
  id: 'vacuous-condition',
  title: 'A condition on dynamodb:LeadingKeys beside actions that have no leading keys',
  severity: 'error',
  impact: 'Reads or copies every item of every tenant: a scan, a stream or an export carries no leading keys.',
  explainsKeys: true,
  check(view) {
    const { keyless } = view.reach;
    if (keyless === undefined || conditionOn(view, LEADING_KEYS).length === 0) return [];
    const fix = underKeys(view, (condition) => put(condition, 'Null', 'dynamodb:LeadingKeys', 'false'));
    return [
      {
        element: [view.notActions.length > 0 ? 'NotAction' : 'Action'],
        summary: `${shownAction(view.actions, keyless.action)} carries no dynamodb:LeadingKeys, so the condition on them does not hold it back.`,
        ...(fix && { fix }),
      },
    ];
  },
};

/** A scan is what everybody knows. */
const shownAction = (actions: readonly string[], found: string): string =>
  actions.find((action) => /^dynamodb:scan$/i.test(action)) ?? found;
