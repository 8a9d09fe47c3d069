import { outline, splitKey } from './split-key.js';
import { isOpaque, isWord } from './words.js';

/** A part of a key over all samples: fixed text, or a column of values that still needs a name. */
export type Part =
  | { readonly kind: 'literal'; readonly delimiter: string; readonly text: string }
  | { readonly kind: 'column'; readonly delimiter: string; readonly values: readonly string[] };

/**
 * Infers the fixed text and the parts of one entity's keys. Undefined where they are not of one form.
 * `isAttribute`: does an attribute hold these very values? Then a single sample is a value and not fixed text.
 */
export function inferParts(
  keys: readonly string[],
  keyName: string,
  role: 'partition' | 'sort',
  isAttribute: (values: readonly string[]) => boolean,
): readonly Part[] | undefined {
  const rows = keys.map(splitKey);
  const [first] = rows;
  if (first === undefined || rows.some((row) => outline(row) !== outline(first))) return undefined;
  const named = first.length > 1 && splitKey(keyName).length === first.length;
  let before: Part | undefined;
  return first.map(({ delimiter, text }, i) => {
    const values = rows.map((row) => row[i]?.text ?? '');
    const isConstant = values.every((value) => value === text);
    const stands = (): boolean => {
      if (text === '') return true;
      if (named || !isWord(text)) return false;
      if (first.length === 1) return role === 'sort' && isOpaque(keyName) && !isAttribute(values);
      if (i === 0) return values.length > 1 || !isAttribute(values);
      // A part behind a word is the subject of the word: `acme` of `ORG#acme` stays a part, even where all samples have it.
      return before?.kind === 'column' || before?.text === '';
    };
    before = isConstant && stands() ? { kind: 'literal', delimiter, text } : { kind: 'column', delimiter, values };
    return before;
  });
}
