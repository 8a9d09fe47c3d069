import { listOf, readAction } from '@tenantry/iam';
import type { Rule } from '../rule.js';

/**
 * Additional statements name actions that AWS has. In a tenant role an Allow names each action of DynamoDB: a pattern also matches
 * the actions that AWS adds later, and nobody knows what they reach.
 */
export const statementActions: Rule = ({ model }, report) => {
  for (const { name, unscoped, additionalStatements } of model.roles) {
    additionalStatements.forEach((statement, index) => {
      const element = statement.Action === undefined ? 'NotAction' : 'Action';
      const texts: readonly unknown[] = listOf(statement[element] as string | readonly string[] | undefined);
      texts.forEach((text, i) => {
        // `statements` reports what is no text.
        if (typeof text !== 'string') return;
        const { problem, classes } = readAction(text);
        const path = [
          'roles',
          name,
          'additionalStatements',
          index,
          element,
          ...(Array.isArray(statement[element]) ? [i] : []),
        ];
        if (problem !== undefined) {
          report({
            code: 'policy.unknown-action',
            path,
            part: 'value',
            summary: `\`${text}\` ${problem.summary}.`,
            hint: problem.nearest
              ? `Did you mean ${problem.nearest.map((each) => `\`${each}\``).join(', ')}?`
              : 'Write an action of the Service Authorization Reference, or a newer version of Tenantry may know it.',
          });
        } else if (!unscoped && statement.Effect === 'Allow' && element === 'Action' && classes.has('unknown')) {
          report({
            code: 'policy.unknown-action',
            path,
            part: 'value',
            summary: `\`${text}\` also matches actions of DynamoDB that AWS adds later.`,
            hint: 'Name each action that the role needs.',
          });
        }
      });
    });
  }
};
