import type { LintRule } from '../finding.js';
import { callerPatterns } from '../patterns.js';

export const openPrefix: LintRule = {
  id: 'open-prefix',
  title: 'A prefix to list that ends in a variable',
  severity: 'error',
  gain: 'The names of all objects of tenants whose ids begin with the attacker’s: a list of the prefix `acme` shows `acme-2/…` too.',
  check: (view) =>
    !view.allows
      ? []
      : callerPatterns(view).flatMap(({ text, tokens, element, replaced }) =>
          element.toLowerCase().endsWith('.s3:prefix') && tokens.at(-1)?.kind === 'variable'
            ? [
                {
                  element,
                  summary: `${text} is not closed by a slash, and S3 lists every key that begins with it.`,
                  mended: [replaced(`${text}/`)],
                },
              ]
            : [],
        ),
};
