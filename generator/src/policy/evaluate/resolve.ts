import type { Glob } from './glob.js';
import type { Subject } from './request.js';
import type { Token } from './text.js';

/** What AWS leaves open about a statement's variables while it is evaluated. */
export interface Doubt {
  /** A variable had no value: the documentation says that "this might cause the entire statement to be invalid". */
  unresolved: boolean;
}

/**
 * The pattern with the request's values in place of its variables. Values are text: their `*` matches a `*`.
 * Undefined where a variable has no value. An empty value is read like none, because AWS does not say which it is.
 */
export function resolve(tokens: readonly Token[], subject: Subject, doubt: Doubt): Glob | undefined {
  if (!tokens.some(isVariable)) return tokens as Glob;
  const resolved: Exclude<Token, { kind: 'variable' }>[] = [];
  for (const token of tokens) {
    if (token.kind !== 'variable') {
      resolved.push(token);
      continue;
    }
    const value = subject.context.get(token.key) ?? token.fallback;
    if (typeof value !== 'string' || value === '') doubt.unresolved = true;
    if (typeof value !== 'string') return undefined;
    if (value !== '') resolved.push({ kind: 'text', text: value });
  }
  return resolved;
}

const isVariable = (token: Token): boolean => token.kind === 'variable';
