import {
  callerPatterns,
  elementPath,
  LEADING_KEYS,
  type LintFinding,
  lint,
  policyView,
  type StatementView,
} from '@tenantry/iam';
import { keyTemplate } from '../keys/key-template.js';
import type { Model } from '../model/model.js';
import { foreignKey } from './proof/foreign.js';

export interface LintOptions {
  /** With a model, patterns are also proved against its scopes, with two tenants and a key for each that fails. */
  readonly model?: Model;
}

/** Lints a policy document; with a model, also reports leading keys that reach another owner. */
export function lintWithModel(policy: unknown, { model }: LintOptions = {}): readonly LintFinding[] {
  const view = policyView(policy);
  const findings = lint(policy);
  if (model === undefined || view === undefined || !view.variables) return findings;
  return [...findings, ...view.statements.flatMap((statement) => foreignKeys(statement, model))];
}

/** Patterns of leading keys that reach another owner of a scope of the model. */
function foreignKeys(statement: StatementView, { scopes }: Model): readonly LintFinding[] {
  if (!statement.allows) return [];
  const patterns = callerPatterns(statement).filter(({ element }) => element.toLowerCase().endsWith(LEADING_KEYS));
  return patterns.flatMap(({ text, tokens, element }) =>
    scopes.flatMap(({ prefix, principalTag }): readonly LintFinding[] => {
      if (principalTag === undefined) return [];
      const proof = foreignKey(tokens, principalTag, keyTemplate(prefix));
      if (proof.kind !== 'foreign') return [];
      const own = proof.session === '' ? `not ${proof.owner}` : proof.session;
      return [
        {
          ...{
            rule: 'foreign-key',
            severity: 'error',
            statement: statement.name,
            path: elementPath(statement, element),
          },
          summary: `${text} matches ${JSON.stringify(proof.key)}, a key of ${principalTag} ${JSON.stringify(proof.owner)}, for a session whose ${principalTag} is ${JSON.stringify(own)}.`,
          gain: 'That key, and every one of its form.',
        },
      ];
    }),
  );
}
