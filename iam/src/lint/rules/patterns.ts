import type { Statement } from '../../document.js';
import { foldName } from '../../fold.js';
import { CLOSING } from '../../prove/chain.js';
import type { LintRule } from '../finding.js';
import { type CallerPattern, callerPatterns, mayContinue } from '../patterns.js';
import { TEMPLATE_HOLE } from '../template-hole.js';
import { conditionOn, isKeysElement, LEADING_KEYS, put, withCondition } from '../view.js';

export const literalWildcard: LintRule = {
  id: 'literal-wildcard',
  title: 'A wildcard under an operator that has none',
  severity: 'warning',
  impact: 'Nothing: StringEquals reads * and ? as themselves, so the caller’s own keys do not match.',
  check: (view) =>
    conditionOn(view, LEADING_KEYS)
      .filter(({ base, values }) => /^String(?:Not)?Equals$/.test(base) && values.some(hasWildcard))
      .map(({ operator, key, values }) => ({
        element: ['Condition', operator, key],
        summary: `${operator} compares ${values.filter(hasWildcard).join(', ')} character by character.`,
        ...(view.allows && {
          fix: [
            withCondition(view, (condition) => {
              delete condition[operator]?.[key];
              put(condition, operator.replace('Equals', 'Like'), key, values);
            }),
          ],
        }),
      })),
};

const hasWildcard = (value: string): boolean => /[*?]/.test(value.replaceAll(/\$\{[^}]*\}/g, ''));

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

export const stringTemplate: LintRule = {
  id: 'string-template',
  title: 'A policy that is filled in by replacing text',
  severity: 'error',
  impact: 'Changes the policy itself: an id such as `*`, or one with a quotation mark, is more than a value.',
  explainsReach: true,
  check(view) {
    const texts = [
      ...view.resources.map((text) => ({ element: ['Resource'], text })),
      ...view.conditions.flatMap(({ operator, values }) =>
        values.map((text) => ({ element: ['Condition', operator], text })),
      ),
      ...view.actions.map((text) => ({ element: ['Action'], text })),
    ];
    return texts
      .filter(({ text }) => TEMPLATE_HOLE.test(text))
      .map(({ element, text }) => ({
        element,
        summary: `${text} holds ${TEMPLATE_HOLE.exec(text)?.[0] ?? ''}, which IAM does not fill in. Use a session tag and \${aws:PrincipalTag/…}, or build the document as an object from values that were checked.`,
      }));
  },
};

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
        summary: `${text} means its default where the tag is missing.`,
        fix: [replaced(text.replaceAll(/\$\{\s*([^\s,}]+)\s*,[^}]*\}/g, '${$1}'))],
      })),
};

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
              summary: `In ${text} the variable is followed by ${JSON.stringify(character)}, which a session tag may contain. Write a character that no tag contains, such as #, after the id in the keys; or refuse ids with ${JSON.stringify(character)}, and say so by a StringNotLike on the tag.`,
            },
          ];
        }),
};

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
