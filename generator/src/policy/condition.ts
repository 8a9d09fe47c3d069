import type { Condition, OneOrMore } from '@tenantry/iam';
import { hasWildcard, type KeyPattern, patternTags, patternText } from '../keys/pattern.js';

/**
 * The conditions that tie a statement to keys.
 * - `ForAllValues` is true of a request without the condition key, so `Null` asks for the key itself. Unqualified: `ForAllValues:Null` is always true.
 * - A session tag may be empty, and an empty tag would open the pattern's variable, so each tag used must hold a character.
 */
export function keyCondition(patterns: readonly KeyPattern[], limit?: readonly string[]): Condition {
  const tags = [...new Set(patterns.flatMap(patternTags))].sort();
  // `${*}` is documented for every operator, but read by tools in patterns only: so it stands in patterns only.
  const like = patterns.some((pattern) => hasWildcard(pattern) || /\$\{[*?$]\}/.test(patternText(pattern)));
  const keys = { 'dynamodb:LeadingKeys': patterns.map(patternText).sort() };
  const names = limit === undefined ? {} : { 'dynamodb:Attributes': limit };
  const equals = like ? names : { ...keys, ...names };
  return {
    ...(Object.keys(equals).length > 0 && { 'ForAllValues:StringEquals': equals }),
    ...(like && { 'ForAllValues:StringLike': keys }),
    Null: { ...(limit && { 'dynamodb:Attributes': 'false' }), 'dynamodb:LeadingKeys': 'false' },
    ...(tags.length > 0 && { StringLike: tagGuards(tags) }),
  };
}

/** Every named tag is there and not empty. */
export const tagGuards = (tags: readonly string[], prefix = 'aws:PrincipalTag'): { readonly [key: string]: string } =>
  Object.fromEntries(tags.map((tag) => [`${prefix}/${tag}`, '?*']));

/** Conditions of several kinds, joined: operators and keys are ANDed, and no key may stand under one operator twice. */
export function joined(...conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const all: { [operator: string]: { readonly [key: string]: OneOrMore<string> } } = {};
  for (const condition of conditions) {
    for (const [operator, keys] of Object.entries(condition ?? {})) all[operator] = { ...all[operator], ...keys };
  }
  return Object.keys(all).length === 0 ? undefined : all;
}
