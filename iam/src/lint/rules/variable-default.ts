import type { LintRule } from '../finding.js';
import { callerPatterns } from '../patterns.js';

export const variableDefault: LintRule = {
  id: 'variable-default',
  title: 'A default value in a variable',
  severity: 'error',
  impact: 'Reads the items of the tenant of that name, by any session without the tag.',
  explainsKeys: true,
  check: (view) =>
    callerPatterns(view)
      .filter(({ tokens }) => tokens.some((token) => token.kind === 'variable' && token.fallback !== undefined))
      .map(({ text, element, replaced }) => ({
        element,
        summary: `${text} stands for its default where the tag is missing.`,
        fix: [replaced(text.replaceAll(/\$\{\s*([^\s,}]+)\s*,[^}]*\}/g, '${$1}'))],
      })),
};
