import { suggest } from '../../diagnostics/suggest.js';
import type { Rule } from '../rule.js';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
const ELEMENTS: readonly string[] = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/** Additional statements have the elements of a statement of an identity policy. */
export const statements: Rule = ({ model }, report) => {
  for (const { name, additionalStatements } of model.roles) {
    additionalStatements.forEach((statement, index) => {
      const path = ['roles', name, 'additionalStatements', index];
      const complain = (summary: string, hint: string, element?: string): void => {
        const at = element === undefined ? { path } : { path: [...path, element], part: 'key' as const };
        report({ code: 'policy.statement', ...at, summary, why: 'IAM would refuse the policy.', hint });
      };
      const meant = new Set<string>();
      for (const element of Object.keys(statement).filter((name) => !ELEMENTS.includes(name))) {
        const close = suggest(element, ELEMENTS);
        if (close !== undefined) meant.add(close);
        const hint = close === undefined ? `Elements: ${ELEMENTS.join(', ')}.` : `Did you mean \`${close}\`?`;
        complain(`\`${element}\` is no element of an identity policy's statement.`, hint, element);
      }
      if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny' && !meant.has('Effect'))
        complain('The statement has no `Effect`.', 'Add `Effect: Allow` or `Effect: Deny`.');
      for (const [one, other] of [
        ['Action', 'NotAction'],
        ['Resource', 'NotResource'],
      ] as const) {
        if (
          (statement[one] === undefined) === (statement[other] === undefined) &&
          !meant.has(one) &&
          !meant.has(other)
        ) {
          complain(`The statement needs \`${one}\` or \`${other}\`, and not both.`, `Add \`${one}\`.`);
        }
      }
    });
  }
};
