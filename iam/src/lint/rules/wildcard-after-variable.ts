import type { LintRule } from '../finding.js';
import { callerPatterns } from '../patterns.js';

export const wildcardAfterVariable: LintRule = {
  id: 'wildcard-after-variable',
  title: 'A wildcard right after a variable',
  severity: 'error',
  gain: 'Tenants whose ids begin with the attacker’s: a session of `acme` reaches `acme-2` and `acmecorp`. Where ids can be chosen, an id of one letter reaches most.',
  check: (view) =>
    !view.allows
      ? []
      : callerPatterns(view).flatMap(({ text, tokens, element, replaced }) => {
          const open = tokens.some((token, i) => token.kind === 'variable' && wild(tokens[i + 1]?.kind));
          if (!open) return [];
          return [
            {
              element,
              summary: `In ${text} a wildcard follows the variable, so the value may go on.`,
              // A template is mended by a variable first.
              ...(text.includes('${') && {
                mended: [
                  replaced(
                    text.replaceAll(/(\$\{[^}]*[A-Za-z][^}]*\})[*?]+/g, element === 'Resource' ? '$1/*' : '$1#*'),
                  ),
                ],
              }),
            },
          ];
        }),
};

const wild = (kind: string | undefined): boolean => kind === 'many' || kind === 'one';
