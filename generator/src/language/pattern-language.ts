import { ANY_CHARACTER } from './char-set.js';
import { choice, type Language, repeat, sequence } from './language.js';
import { regularExpression } from './regular-expression.js';

const ANYTHING = repeat(ANY_CHARACTER, 0);

/**
 * The language of a `pattern`, or a wider one where it holds assertions. Undefined for what has no automaton. A pattern without
 * `^` or `$` matches anywhere in a text, as in JavaScript.
 */
export function patternLanguage(pattern: string): Language | undefined {
  const found = regularExpression(pattern)?.alternatives.map(({ from, to, body }) =>
    sequence(...(from ? [] : [ANYTHING]), body, ...(to ? [] : [ANYTHING])),
  );
  const [first, ...others] = found ?? [];
  return first === undefined || others.length === 0 ? first : choice(first, ...others);
}
