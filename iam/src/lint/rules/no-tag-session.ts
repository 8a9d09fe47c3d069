import type { LintRule } from '../finding.js';
import { meansAction } from '../view.js';

const ASSUME = /^sts:AssumeRole/i;

export const noTagSession: LintRule = {
  id: 'no-tag-session',
  title: 'A required tag in a trust policy that allows no sts:TagSession',
  severity: 'warning',
  impact: 'Nothing: passing a tag is an action of its own, so nobody can begin a session of this role.',
  check(view, policy) {
    const asks = view.conditions.some(({ name }) => name.startsWith('aws:requesttag/') || name === 'aws:tagkeys');
    const allowed = policy.statements.some(
      (each) =>
        each.allows &&
        (each.notActions.length > 0 || each.actions.some((action) => meansAction(action, 'sts:TagSession'))),
    );
    if (!view.allows || !policy.hasPrincipals || !asks || allowed || !view.actions.some((each) => ASSUME.test(each))) {
      return [];
    }
    return [
      {
        element: ['Action'],
        summary: 'A tag of the session is required, and no statement allows sts:TagSession.',
        fix: [{ ...view.statement, Action: [...view.actions, 'sts:TagSession'] }],
      },
    ];
  },
};
