import { foldName } from '../../fold.js';
import type { LintRule } from '../finding.js';
import { callerPatterns, tagName } from '../patterns.js';
import { type Editable, guardsTag, isKeysElement, put, withCondition } from '../view.js';

export const missingTagGuard: LintRule = {
  id: 'missing-tag-guard',
  title: 'A principal tag as a variable without a condition that it is not empty',
  severity: 'error',
  impact: 'Reads what an empty tag opens: `TENANT#${tag}#*` then matches `TENANT##…`, and `${tag}*` everything.',
  explainsReach: true,
  check(view) {
    if (!view.allows) return [];
    const tags = callerPatterns(view).flatMap(({ tokens, element, text }) => {
      // A proof that sessions without the tag reach nothing is better than a condition.
      if (isKeysElement(element) && Object.keys(view.reach).length === 0) return [];
      return tokens.flatMap((token) => {
        const tag = tagName(token);
        return tag === undefined || guardsTag(view, `aws:principaltag/${tag}`) ? [] : [{ tag, element, text }];
      });
    });
    const first = new Map(tags.map((each) => [each.tag, each]));
    return [...first.values()].map(({ tag, element, text }) => {
      const written = /aws:principaltag\/([^},\s]+)/i.exec(text)?.[1] ?? tag;
      return {
        element,
        summary: `${text} uses the tag ${written}, which may be empty.`,
        fix: [withCondition(view, (condition) => guard(condition, `aws:PrincipalTag/${written}`))],
      };
    });
  },
};

/** A pattern that stands there already is kept. */
function guard(condition: Editable, key: string): void {
  const stands = Object.keys(condition.StringLike ?? {}).find((each) => foldName(each) === foldName(key));
  const given = stands === undefined ? undefined : condition.StringLike?.[stands];
  if (given === undefined || given === '*') put(condition, 'StringLike', stands ?? key, '?*');
  else put(condition, 'StringNotEquals', key, '');
}
