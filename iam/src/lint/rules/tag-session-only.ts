import type { LintRule } from '../finding.js';
import { meansAction, put, withCondition } from '../view.js';

const ASSUME = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];

export const tagSessionOnly: LintRule = {
  id: 'tag-session-only',
  title: 'A tag that is required of sts:TagSession but not of the call that assumes the role',
  severity: 'error',
  impact: 'Begins a session without any tag: a call that passes none is not checked for sts:TagSession at all.',
  check(view, policy) {
    const required = policy.statements
      .filter((each) => each.allows && each.actions.some((action) => meansAction(action, 'sts:TagSession')))
      .flatMap((each) => each.conditions.filter(({ name }) => name.startsWith('aws:requesttag/')));
    const assumes = view.actions.some((action) => ASSUME.some((assume) => meansAction(action, assume)));
    if (!view.allows || !policy.hasPrincipals || !assumes) return [];
    const missing = required.filter(({ name }) => !view.conditions.some((condition) => condition.name === name));
    if (missing.length === 0) return [];
    const keys = [...new Map(missing.map(({ key, name }) => [name, key])).values()];
    return [
      {
        element: ['Condition'],
        summary: `${keys.join(' and ')} is asked for with sts:TagSession only; the statement that lets the role be assumed does not ask for it.`,
        fix: [
          withCondition(view, (condition) => {
            for (const key of keys) put(condition, 'StringLike', key, '?*');
          }),
        ],
      },
    ];
  },
};
