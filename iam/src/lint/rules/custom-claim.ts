import type { LintRule } from '../finding.js';

export const customClaim: LintRule = {
  id: 'custom-claim',
  title: 'A custom claim of a token as a variable or a condition key',
  severity: 'warning',
  impact: 'Nothing: such a policy refuses everybody, because STS makes no condition keys of custom claims.',
  explainsReach: true,
  check(view) {
    const keys = view.conditions
      .filter(({ key }) => CLAIM.test(key))
      .map(({ operator, key }) => ({ element: ['Condition', operator], text: key }));
    const values = [
      ...view.conditions.flatMap(({ operator, values: all }) =>
        all.map((text) => ({ element: ['Condition', operator], text })),
      ),
      ...view.resources.map((text) => ({ element: ['Resource'], text })),
    ].filter(({ text }) => VARIABLE.test(text));
    return [...keys, ...values].map(({ element, text }) => ({
      element,
      summary: `${text} names a custom claim, which is no condition key. Carry it as a principal tag: by the signed claim https://aws.amazon.com/tags, or by the claims that a Cognito identity pool maps.`,
    }));
  },
};

export const CLAIM: RegExp = /^(?:[\w.-]+(?:\/[\w-]+)?:)?custom:/i;
const VARIABLE = /\$\{[^}]*custom:[^}]*\}/i;
