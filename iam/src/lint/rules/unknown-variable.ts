import { isVariable, nearestVariable } from '../../words/variables.js';
import type { LintRule } from '../finding.js';
import { TEMPLATE_HOLE } from '../template-hole.js';
import { CLAIM } from './custom-claim.js';

export const unknownVariable: LintRule = {
  id: 'unknown-variable',
  title: 'A variable that has no value',
  severity: 'error',
  impact: 'Nothing in an Allow, which then matches nothing; a Deny by it stops nobody.',
  explainsReach: true,
  check(view, policy) {
    if (!policy.variables) return [];
    const texts = [
      ...view.conditions.flatMap(({ operator, key, values }) =>
        values.map((text) => ({ element: ['Condition', operator, key], text })),
      ),
      ...view.resources.map((text) => ({ element: ['Resource'], text })),
    ];
    return texts.flatMap(({ element, text }) =>
      [...text.matchAll(/\$\{\s*([^},]*?)\s*(?:,[^}]*)?\}/g)].flatMap(([whole, name = '']) => {
        if (isVariable(name) || TEMPLATE_HOLE.test(whole) || CLAIM.test(name)) return [];
        const meant = nearestVariable(name);
        const hint = meant === undefined ? '' : ` Did you mean \${${meant}}?`;
        return [{ element, summary: `${whole} is not a variable of IAM.${hint}` }];
      }),
    );
  },
};
