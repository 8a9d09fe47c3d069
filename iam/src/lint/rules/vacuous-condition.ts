import { KEYED_ACTIONS, KEYLESS_ACTIONS } from '../../words/dynamodb-actions.js';
import type { LintRule } from '../finding.js';
import { actionsMeant, asksFor, conditionOn, LEADING_KEYS, put, withCondition } from '../view.js';

export const vacuousCondition: LintRule = {
  id: 'vacuous-condition',
  title: 'ForAllValues on dynamodb:LeadingKeys beside actions that have no leading keys',
  severity: 'error',
  gain: 'Every item of every tenant: ForAllValues is true where the key is absent, and a scan, a stream or an export has none.',
  check(view) {
    const vacuous = conditionOn(view, LEADING_KEYS).some(({ qualifier }) => qualifier === 'ForAllValues');
    const keyless = actionsMeant(view, KEYLESS_ACTIONS);
    if (!view.allows || !vacuous || keyless.length === 0 || asksFor(view, LEADING_KEYS)) return [];
    const shown = keyless.includes('dynamodb:Scan') ? 'dynamodb:Scan' : (keyless[0] ?? '');
    const keyed = actionsMeant(view, KEYED_ACTIONS).filter((action) => !action.includes('PartiQL'));
    const guarded = withCondition(view, (condition) => put(condition, 'Null', 'dynamodb:LeadingKeys', 'false'));
    return [
      {
        element: 'Action',
        summary: `The statement allows ${shown}, which has no dynamodb:LeadingKeys, so the condition on them holds.`,
        ...(keyed.length > 0 && { mended: [{ ...guarded, Action: keyed }] }),
      },
    ];
  },
};
