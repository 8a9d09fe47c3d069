import { SESSION_TAG_CHARACTER } from '@tenantry/runtime';
import type { Pattern, Terms } from './document-terms.js';
import { textClasses } from './text-classes.js';

/** Unlike every text of a schema and of a damage. */
const OWN = 'own-value';

const TAG = /^aws:(?:principal|request)tag\//;

/**
 * Returns the values that may stand in the place of each variable: nothing, the empty text, one of each class that
 * conditions on the tag itself tell apart, every text that another pattern has in that place, defaults, and one unlike all
 * of these.
 */
export function variableValues(
  terms: Terms,
): readonly (readonly [key: string, values: readonly (string | undefined)[]])[] {
  const tested = [...terms.keys.keys()].filter((key) => TAG.test(key));
  return [...new Set([...terms.variables, ...tested])].map((key) => {
    const own = (terms.keys.get(key) ?? []).filter((list) => list.flat().every(({ kind }) => kind !== 'variable'));
    const texts = [OWN, ...textClasses(own), ...places(terms, key)].filter(isTag);
    return [key, [undefined, '', ...new Set(texts)]];
  });
}

/** STS takes no other characters in a tag (API Reference, AssumeRole, Tag). */
const isTag = (text: string): boolean => [...text].every((character) => SESSION_TAG_CHARACTER.test(character));

/** Returns the texts of other patterns of the same kind where the variable stands in one, and its defaults. */
function places({ resources, keys }: Terms, key: string): readonly string[] {
  return [resources, ...[...keys.values()].map((lists) => lists.flat())].flatMap((patterns) =>
    patterns.flatMap((pattern) => {
      const at = pattern.findIndex((token) => token.kind === 'variable' && token.key === key);
      const variable = pattern[at];
      if (variable?.kind !== 'variable') return [];
      const before = leadOf(pattern.slice(0, at));
      const others = patterns.map(leadOf).filter((text) => text.startsWith(before) && text.length > before.length);
      const found = others.map((text) => /^[^#/*?]*/.exec(text.slice(before.length))?.[0] ?? '');
      return [...found.filter((text) => text !== ''), ...(variable.fallback === undefined ? [] : [variable.fallback])];
    }),
  );
}

/** The fixed text that a pattern begins with. */
const leadOf = (pattern: Pattern): string => (pattern[0]?.kind === 'text' ? pattern[0].text : '');
