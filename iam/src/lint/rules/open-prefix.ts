import { foldName } from '../../fold.js';
import type { LintRule } from '../finding.js';
import { callerPatterns } from '../patterns.js';

export const openPrefix: LintRule = {
  id: 'open-prefix',
  title: 'A prefix to list that ends in a variable',
  severity: 'error',
  impact: 'Lists the names of all objects of tenants whose ids begin alike: the prefix `acme` shows `acme-2/…`, too.',
  check: (view) =>
    !view.allows
      ? []
      : callerPatterns(view).flatMap(({ text, tokens, element, replaced }) =>
          foldName(element.at(-1) ?? '') === 's3:prefix' && tokens.at(-1)?.kind === 'variable'
            ? [
                {
                  element,
                  summary: `${text} is not closed by a slash, and S3 lists every key that begins with it.`,
                  fix: [replaced(`${text}/`)],
                },
              ]
            : [],
        ),
};
