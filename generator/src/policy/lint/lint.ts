import { keyTemplate } from '../../keys/key-template.js';
import type { Model } from '../../model/model.js';
import { foreignKey } from '../proof/foreign.js';
import type { LintFinding } from './finding.js';
import { callerPatterns } from './patterns.js';
import { LINT_RULES } from './rules.js';
import { LEADING_KEYS, type PolicyView, policyView, type StatementView } from './view.js';

export interface LintOptions {
  /** With a model, patterns are also proved against its scopes, with two tenants and a key for each that fails. */
  readonly model?: Model;
}

/**
 * The traps in a policy that somebody wrote: an identity, session, trust or resource policy as parsed JSON. It tells
 * what is surely or probably wrong; whether a policy is right, only `verify` can say, and only against a model.
 */
export function lint(policy: unknown, { model }: LintOptions = {}): readonly LintFinding[] {
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
  return view.statements.flatMap((statement) => [
    ...LINT_RULES.flatMap((rule) =>
      rule.check(statement, view).map(
        ({ element, ...found }): LintFinding => ({
          ...{ rule: rule.id, severity: rule.severity, statement: statement.name, path: pathOf(statement, element) },
          ...found,
          gain: rule.gain,
        }),
      ),
    ),
    ...(model === undefined ? [] : foreignKeys(statement, view, model)),
  ]);
}

const pathOf = ({ index }: StatementView, element: string): string => `Statement[${index}].${element}`;

/** Patterns of leading keys that reach another owner of a scope of the model. */
function foreignKeys(statement: StatementView, policy: PolicyView, { scopes }: Model): readonly LintFinding[] {
  if (!statement.allows || !policy.variables) return [];
  const patterns = callerPatterns(statement).filter(({ element }) => element.toLowerCase().endsWith(LEADING_KEYS));
  return patterns.flatMap(({ text, tokens, element }) =>
    scopes.flatMap(({ prefix, principalTag }): readonly LintFinding[] => {
      if (principalTag === undefined) return [];
      const proof = foreignKey(tokens, principalTag, keyTemplate(prefix));
      if (proof.kind !== 'foreign') return [];
      const own = proof.session === '' ? `not ${proof.owner}` : proof.session;
      return [
        {
          ...{ rule: 'foreign-key', severity: 'error', statement: statement.name, path: pathOf(statement, element) },
          summary: `${text} matches ${JSON.stringify(proof.key)}, a key of ${principalTag} ${JSON.stringify(proof.owner)}, for a session whose ${principalTag} is ${JSON.stringify(own)}.`,
          gain: 'That key, and every one of its form.',
        },
      ];
    }),
  );
}
