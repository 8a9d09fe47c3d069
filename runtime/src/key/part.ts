import type { KeyTemplate } from './template.js';
import { isWellFormed } from './well-formed.js';

/** Sorts after every character that a part may hold, so it closes ranges from above. */
export const LAST_CHARACTER = '\u{10FFFF}';

/** Sorts before every character that a part may hold but U+0000, which no part may hold either. */
export const FIRST_CHARACTER = '\u0001';

/**
 * Returns whether a text closes or splits the parts of a key before their end. Half of a pair of surrogates stands for the
 * pair, so it may say so of a text that does not: a fast question, for those who look closer at a yes.
 */
export function mayDelimit({ delimiters }: KeyTemplate, text: string): boolean {
  for (let i = 0; i < delimiters.length; i++) if (text.includes(delimiters[i] as string)) return true;
  return false;
}

/** Why a text cannot be a part of this template's keys; undefined when it can. Never holds the text itself. */
export function partProblem({ delimiters, text: template }: KeyTemplate, part: string): string | undefined {
  if (part === '') return `is empty: the key ${template} needs a text`;
  for (const delimiter of delimiters) {
    if (!part.includes(delimiter)) continue;
    return `holds ${JSON.stringify(delimiter)}, which tells the parts of the key ${template} from each other: use another character`;
  }
  // Two of these bound ranges over keys; a lone surrogate has no UTF-8 form and would become another text.
  if (part.includes('\0') || part.includes(LAST_CHARACTER) || !isWellFormed(part))
    return 'holds U+0000, U+10FFFF or half of a surrogate pair, which no key may hold';
  return undefined;
}
