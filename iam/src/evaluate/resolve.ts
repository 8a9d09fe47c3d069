import { variableValue } from './glob.js';
import type { Subject } from './request.js';
import type { Token } from './text.js';

/** A point about a statement's variables that AWS leaves open, while it is evaluated. */
export interface Doubt {
  /** A variable had no value: the documentation says that "this might cause the entire statement to be invalid". */
  unresolved: boolean;
}

/**
 * Returns whether every variable has a value; notes the doubt where one has none. An empty value is doubted like a missing one,
 * because AWS does not say how it is read, but matches as the empty text.
 */
export function resolved(tokens: readonly Token[], subject: Subject, doubt: Doubt): boolean {
  let all = true;
  for (const token of tokens) {
    if (token.kind !== 'variable') continue;
    const value = variableValue(token, subject);
    if (value === undefined) all = false;
    if (value === undefined || value === '') doubt.unresolved = true;
  }
  return all;
}
