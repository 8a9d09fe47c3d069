import type { Statement } from '../../document.js';
import { CLOSING } from '../../prove/chain.js';
import type { LintRule } from '../finding.js';
import { type CallerPattern, callerPatterns } from '../patterns.js';
import { isKeysElement } from '../view.js';

export const wildcardAfterVariable: LintRule = {
  id: 'wildcard-after-variable',
  title: 'A wildcard right after a variable',
  severity: 'error',
  impact: 'Reads items of tenants whose ids begin alike: a session of `acme` reaches `acme-2` and `acmecorp`.',
  explainsKeys: true,
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
              ...fixOf(text, element, replaced),
            },
          ];
        }),
};

const wild = (kind: string | undefined): boolean => kind === 'many' || kind === 'one';

/**
 * The caller's own keys are the value alone and the value with what follows it; in a bucket, its folder. The name of a table
 * can only be written out, and a template has to become a variable first.
 */
function fixOf(
  text: string,
  element: readonly string[],
  replaced: CallerPattern['replaced'],
): { fix?: readonly Statement[] } {
  const parts = /^(.*?\$\{[^}]*[A-Za-z][^}]*\})[*?]+(.*)$/.exec(text);
  const [, own = '', rest = ''] = parts ?? [];
  if (parts === null || /\$\{.*\$\{/.test(own)) return {};
  if (!isKeysElement(element))
    return /^(?:arn:[^:]*:s3:::|[^:]*$)/.test(text) ? { fix: [replaced(`${own}/*${rest}`)] } : {};
  if (rest !== '') return {};
  const before = /(.)\$\{[^}]*\}$/s.exec(own)?.[1] ?? '#';
  const closing = CLOSING.has(before) && !/[*?$]/.test(before) ? before : '#';
  // The text behind the value is unknown: most keys have # there, others the character in front of the value.
  return { fix: [replaced(own, ...[...new Set([closing, '#'])].map((each) => `${own}${each}*`))] };
}
