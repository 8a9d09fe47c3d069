import type { LintRule } from '../finding.js';
import { callerPatterns, tagName } from '../patterns.js';
import { guardsTag, put, withCondition } from '../view.js';

export const missingTagGuard: LintRule = {
  id: 'missing-tag-guard',
  title: 'A principal tag as a variable without a condition that it hold a character',
  severity: 'error',
  gain: 'What an empty tag opens: a session tag may be empty, and `TENANT#${tag}#*` then matches `TENANT##…`, `${tag}*` everything.',
  check(view) {
    if (!view.allows) return [];
    const tags = callerPatterns(view).flatMap(({ tokens, element, text }) =>
      tokens.flatMap((token) => {
        const tag = tagName(token);
        return tag === undefined || guardsTag(view, `aws:principaltag/${tag}`) ? [] : [{ tag, element, text }];
      }),
    );
    const first = new Map(tags.map((each) => [each.tag, each]));
    return [...first.values()].map(({ tag, element, text }) => {
      const written = /aws:principaltag\/([^},\s]+)/i.exec(text)?.[1] ?? tag;
      return {
        element,
        summary: `${text} uses the tag ${written}, which may be empty.`,
        mended: [withCondition(view, (condition) => put(condition, 'StringLike', `aws:PrincipalTag/${written}`, '?*'))],
      };
    });
  },
};
