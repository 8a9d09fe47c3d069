import type { Model } from './model.js';

export interface ScopePrefix {
  readonly name: string;
  readonly prefix: string;
}

/** The prefixes of the scopes, the longest first, so that a nested scope wins over the one around it. */
export const scopePrefixes = (scopes: Model['scopes']): readonly ScopePrefix[] =>
  scopes.map(({ name, prefix }) => ({ name, prefix })).sort((a, b) => b.prefix.length - a.prefix.length);

/** The scope whose prefix a partition template begins with. */
export const scopeOf = (partition: string, prefixes: readonly ScopePrefix[]): string | undefined =>
  prefixes.find(({ prefix }) => partition.startsWith(prefix))?.name;
