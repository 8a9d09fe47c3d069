import type { LintFinding } from './finding.js';
import { LINT_RULES } from './rules.js';
import { policyView, type StatementView } from './view.js';

/**
 * The traps in a policy that somebody wrote: an identity, session, trust or resource policy as parsed JSON. It tells
 * what is surely or probably wrong; whether a policy is right, only `verify` can say, and only against a model.
 */
export function lint(policy: unknown): readonly LintFinding[] {
  const view = policyView(policy);
  if (view === undefined) {
    return [
      {
        ...{ rule: 'no-policy', severity: 'error', statement: '', path: '' },
        summary: 'This is no IAM policy: it has no Statement.',
        gain: 'Nothing; but it protects nothing either.',
      },
    ];
  }
  return view.statements.flatMap((statement) =>
    LINT_RULES.flatMap((rule) =>
      rule.check(statement, view).map(
        ({ element, ...found }): LintFinding => ({
          ...{
            rule: rule.id,
            severity: rule.severity,
            statement: statement.name,
            path: elementPath(statement, element),
          },
          ...found,
          gain: rule.gain,
        }),
      ),
    ),
  );
}

/** The place of an element in the document, such as `Statement[0].Condition`. */
export const elementPath = ({ index }: StatementView, element: string): string => `Statement[${index}].${element}`;
