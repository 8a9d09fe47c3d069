import type { LintRule } from '../finding.js';
import { conditionOn, meansAction, put, withCondition } from '../view.js';

export const openTagKeys: LintRule = {
  id: 'open-tag-keys',
  title: 'sts:TagSession without a list of allowed tags',
  severity: 'error',
  gain: 'Every tag that any policy of the account looks at: whoever may pass tags can also pass `Admin` or `Department`.',
  check(view, policy) {
    const tags = view.actions.some((action) => meansAction(action, 'sts:TagSession'));
    const listed = conditionOn(view, 'aws:tagkeys').some(
      ({ qualifier, base, values }) =>
        qualifier === 'ForAllValues' && base.startsWith('String') && !values.includes('*'),
    );
    if (!view.allows || !policy.hasPrincipals || !tags || listed) return [];
    const known = view.conditions
      .filter(({ name }) => name.startsWith('aws:requesttag/'))
      .map(({ key }) => key.replace(/^[^/]*\//, ''));
    return [
      {
        element: 'Condition',
        summary: 'The caller may pass any tags besides the required ones.',
        ...(known.length > 0 && {
          mended: [
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
