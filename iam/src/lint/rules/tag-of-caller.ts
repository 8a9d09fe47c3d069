import { foldName } from '../../fold.js';
import type { LintRule } from '../finding.js';

export const tagOfCaller: LintRule = {
  id: 'tag-of-caller',
  title: 'A request tag that must equal the same tag of the caller',
  severity: 'warning',
  impact:
    'Nothing at a first hop: whoever begins sessions carries no tenant’s tag, so everybody is refused. It is right for a second hop only.',
  check: (view, policy) =>
    !view.allows || !policy.hasPrincipals
      ? []
      : view.conditions
          .filter(
            ({ name, values }) =>
              name.startsWith('aws:requesttag/') &&
              values.some((value) => foldName(value) === `\${${name.replace('requesttag', 'principaltag')}}`),
          )
          .map(({ operator, key }) => ({
            element: ['Condition', operator],
            summary: `${key} must equal the tag that the caller's own session has. At a first hop, require "?*" by StringLike instead.`,
          })),
};
