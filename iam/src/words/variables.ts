import { conditionKeyKind, isMultivalued, nearestConditionKey } from './condition-keys.js';

/** `${*}`, `${?}` and `${$}` stand for the characters themselves. Source: IAM User Guide, "IAM policy elements: Variables and tags". */
const CHARACTERS: ReadonlySet<string> = new Set(['*', '?', '$']);

/**
 * Tests whether a policy variable can have a value: a condition key of one value, or an escaped character. The same source: "You
 * can use any single-valued condition key as a variable".
 */
export const isVariable = (name: string): boolean =>
  CHARACTERS.has(name) || (conditionKeyKind(name) !== 'unknown' && !isMultivalued(name));

/** Returns the variable that a misspelt one most likely means. */
export function nearestVariable(name: string): string | undefined {
  const key = nearestConditionKey(name);
  return key !== undefined && isVariable(key) ? key : undefined;
}
