import { KEYED_ACTIONS, KEYLESS_ACTIONS } from '../../words/dynamodb-actions.js';
import type { LintRule } from '../finding.js';
import { callerPatterns } from '../patterns.js';
import { actionsMeant, asksFor, conditionOn, LEADING_KEYS } from '../view.js';

export const keylessAction: LintRule = {
  id: 'keyless-action',
  title: 'Access to whole tables beside statements that are tied to a tenant',
  severity: 'error',
  gain: 'Every item of the table: a scan, a stream, an export or a restore knows no keys, whatever the other statements say.',
  check(view, policy) {
    // A policy without ties to a tenant is not meant for one.
    const tied = policy.statements.some((each) =>
      callerPatterns(each).some(({ element }) => element.toLowerCase().endsWith(LEADING_KEYS)),
    );
    if (!view.allows || policy.hasPrincipals || !tied || asksFor(view, LEADING_KEYS)) return [];
    // The condition that is vacuous for these has a rule of its own.
    if (conditionOn(view, LEADING_KEYS).length > 0) return [];
    const open = actionsMeant(view, [...KEYLESS_ACTIONS, ...KEYED_ACTIONS]);
    if (open.length === 0) return [];
    return [
      {
        element: 'Action',
        summary: `The statement allows ${open.slice(0, 3).join(', ')}${open.length > 3 ? ` and ${open.length - 3} more` : ''} without any tie to leading keys.`,
      },
    ];
  },
};
