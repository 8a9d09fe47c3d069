import type { LintRule } from '../finding.js';
import { callerPatterns, mayContinue } from '../patterns.js';
import { LEADING_KEYS } from '../view.js';

export const unclosedVariable: LintRule = {
  id: 'unclosed-variable',
  title: 'A variable followed by a character that a tag may hold, and later a wildcard',
  severity: 'error',
  gain: 'Tenants whose ids go on with that character: with `${tag}-*`, a session of `acme` reaches the keys of `acme-2`.',
  check: (view) =>
    !view.allows
      ? []
      : callerPatterns(view).flatMap(({ text, tokens, element, replaced }) => {
          const at = tokens.findIndex(({ kind }) => kind === 'variable');
          const next = tokens[at + 1];
          const wild = tokens.slice(at + 2).some(({ kind }) => kind === 'many' || kind === 'one');
          const character = next?.kind === 'text' ? [...next.text][0] : undefined;
          // In S3 `/` is what closes; the tag then has to be kept from holding one.
          if (!wild || !mayContinue(character) || (character === '/' && !isKeys(element))) return [];
          return [
            {
              element,
              summary: `In ${text} the variable is followed by ${JSON.stringify(character)}, which a session tag may hold.`,
              // A template is mended by a variable first.
              ...(isKeys(element) && text.includes('${') && { mended: [replaced(text.replace(/\}[^#]/, '}#'))] }),
            },
          ];
        }),
};

const isKeys = (element: string): boolean => element.toLowerCase().endsWith(LEADING_KEYS);
