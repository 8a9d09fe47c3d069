import type { LintRule } from '../finding.js';
import { conditionOn, meansAction, put, withCondition } from '../view.js';

export const openTagKeys: LintRule = {
  id: 'open-tag-keys',
  title: 'sts:TagSession without a list of allowed tags',
  severity: 'error',
  impact: 'Passes any tag that a policy of the account looks at, such as `Admin` or `Department`.',
  check(view, policy) {
    const tags = view.actions.some((action) => meansAction(action, 'sts:TagSession'));
    const listed = conditionOn(view, 'aws:tagkeys').some(
      ({ qualifier, base, values }) =>
        qualifier === 'ForAllValues' && base.startsWith('String') && !values.includes('*'),
    );
    // Of an identity pool it is the pool that sets the tags, from the claims that it maps.
    const byPool =
      view.principals.length > 0 && view.principals.every(({ name }) => name === 'cognito-identity.amazonaws.com');
    if (!view.allows || !policy.hasPrincipals || !tags || listed || byPool) return [];
    const known = view.conditions
      .filter(({ name }) => name.startsWith('aws:requesttag/'))
      .map(({ key }) => key.replace(/^[^/]*\//, ''));
    return [
      {
        element: ['Condition'],
        summary: 'The caller may pass any tags besides the required ones.',
        ...(known.length > 0 && {
          fix: [
            withCondition(view, (condition) => {
              put(condition, 'ForAllValues:StringEquals', 'aws:TagKeys', [...new Set(known)].sort());
              put(condition, 'Null', 'aws:TagKeys', 'false');
            }),
          ],
        }),
      },
    ];
  },
};
