import type { LintRule } from '../finding.js';
import { callerPatterns, mayContinue } from '../patterns.js';
import { isKeysElement } from '../view.js';

export const unclosedVariable: LintRule = {
  id: 'unclosed-variable',
  title: 'A variable followed by a character that a tag may hold, and later a wildcard',
  severity: 'error',
  impact:
    'Reads items of tenants whose ids go on with that character: with `${tag}-*`, a session of `acme` reaches `acme-2`.',
  explainsKeys: true,
  check: (view) =>
    !view.allows
      ? []
      : callerPatterns(view).flatMap(({ text, tokens, element }) => {
          const at = tokens.findIndex(({ kind }) => kind === 'variable');
          const next = tokens[at + 1];
          const wild = tokens.slice(at + 2).some(({ kind }) => kind === 'many' || kind === 'one');
          const character = next?.kind === 'text' ? [...next.text][0] : undefined;
          // In S3 `/` is what closes; the tag then has to be kept from holding one.
          if (!wild || !mayContinue(character) || (character === '/' && !isKeysElement(element))) return [];
          return [
            {
              element,
              summary: `In ${text} the variable is followed by ${JSON.stringify(character)}, which a session tag may hold. Write a character that no tag holds, such as #, after the id in the keys; or refuse ids with ${JSON.stringify(character)}, and say so by a StringNotLike on the tag.`,
            },
          ];
        }),
};
