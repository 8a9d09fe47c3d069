import type { LintRule } from '../finding.js';
import { TEMPLATE_HOLE } from '../template-hole.js';

export const stringTemplate: LintRule = {
  id: 'string-template',
  title: 'A policy that is filled in by replacing text',
  severity: 'error',
  impact: 'Changes the policy itself: an id such as `*`, or one with a quotation mark, is more than a value.',
  explainsReach: true,
  check(view) {
    const texts = [
      ...view.resources.map((text) => ({ element: ['Resource'], text })),
      ...view.conditions.flatMap(({ operator, values }) =>
        values.map((text) => ({ element: ['Condition', operator], text })),
      ),
      ...view.actions.map((text) => ({ element: ['Action'], text })),
    ];
    return texts
      .filter(({ text }) => TEMPLATE_HOLE.test(text))
      .map(({ element, text }) => ({
        element,
        summary: `${text} holds ${TEMPLATE_HOLE.exec(text)?.[0] ?? ''}, which IAM does not fill in. Use a session tag and \${aws:PrincipalTag/…}, or build the document as an object from values that were checked.`,
      }));
  },
};
