import { foldName } from '../../fold.js';
import { denyBySets } from '../deny.js';
import type { LintRule } from '../finding.js';
import { underKeys } from '../parts.js';
import { callerPatterns, tagName } from '../patterns.js';
import { conditionOn, type Editable, guardsTag, isKeysElement, LEADING_KEYS, put, withCondition } from '../view.js';

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

export const anyValue: LintRule = {
  id: 'any-value',
  title: 'ForAnyValue on leading keys in an Allow, or ForAllValues in a Deny',
  severity: 'error',
  impact: 'Reads everything that fits in one batch with one key of its own.',
  explainsKeys: true,
  check: (view) =>
    conditionOn(view, LEADING_KEYS)
      .filter(
        ({ qualifier, base }) =>
          base.startsWith('String') && qualifier === (view.allows ? 'ForAnyValue' : 'ForAllValues'),
      )
      .map((condition) => {
        const { operator, key, values } = condition;
        const fix = view.allows
          ? underKeys(view, (changed) => {
              delete changed[operator]?.[key];
              put(changed, operator.replace(/^[^:]*/, 'ForAllValues'), key, values);
              put(changed, 'Null', key, 'false');
            })
          : denyBySets(view, condition);
        const summary = view.allows
          ? `${operator} is met by a batch with one own key.`
          : `${operator} denies only batches without any own key.`;
        return { element: ['Condition', operator, key], summary, ...(fix && { fix }) };
      }),
};

export const tagOfCaller: LintRule = {
  id: 'tag-of-caller',
  title: 'A request tag that must equal the same tag of the caller',
  severity: 'warning',
  impact:
    'Nothing at a first hop: whoever begins sessions carries no tenant’s tag, so everybody is refused. It is right for a second hop only.',
  check: (view, policy) =>
    !view.allows || !policy.hasPrincipals
      ? []
      : view.conditions
          .filter(
            ({ name, values }) =>
              name.startsWith('aws:requesttag/') &&
              values.some((value) => foldName(value) === `\${${name.replace('requesttag', 'principaltag')}}`),
          )
          .map(({ operator, key }) => ({
            element: ['Condition', operator],
            summary: `${key} must equal the tag that the caller's own session has. At a first hop, require "?*" by StringLike instead.`,
          })),
};

export const selfComparison: LintRule = {
  id: 'self-comparison',
  title: 'A condition key that is compared with itself',
  severity: 'error',
  impact: 'Passes everything that the condition seemed to hold back: every value equals itself, an empty one, too.',
  check: (view) =>
    view.conditions
      .filter(
        ({ base, name, values }) =>
          /^String(?:Equals|Like)/.test(base) &&
          values.some((value) => foldName(value).replaceAll(/\s/g, '') === `\${${name}}`),
      )
      .map(({ operator, key }) => ({
        element: ['Condition', operator],
        summary: `${key} is compared with \${${key}}, its own value.`,
        ...(foldName(key).startsWith('aws:principaltag/') && {
          fix: [
            withCondition(view, (condition) => {
              delete condition[operator]?.[key];
              put(condition, 'StringLike', key, '?*');
            }),
          ],
        }),
      })),
};
