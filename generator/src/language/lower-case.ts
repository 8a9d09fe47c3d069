import type { CharSet } from './char-set.js';
import { characters, charSet, contains, difference, intersection, union } from './char-set.js';
import { type Language, repeat } from './language.js';

const ASCII: CharSet = [[0, 0x7f]];
const CAPITALS = charSet('A-Z');

/** Capitals beyond ASCII whose small letters are ASCII, the first with a mark behind it: İ, K (kelvin). */
const TO_ASCII: readonly (readonly [capital: string, small: string])[] = [
  ['\u0130', 'i'],
  ['\u212a', 'k'],
];

/** Returns the texts of a language in small letters. Beyond ASCII it is wider: every character stays, and may have become another. */
export function lowerCase(language: Language): Language {
  switch (language.kind) {
    case 'repeat': {
      const { set, min, max } = language;
      // One character can become two.
      return contains(set, '\u0130') ? repeat(smallLetters(set), min) : repeat(smallLetters(set), min, max);
    }
    case 'times':
      return { ...language, body: lowerCase(language.body) };
    case 'sequence':
      return { ...language, parts: language.parts.map(lowerCase) };
    case 'choice':
      return { ...language, options: language.options.map(lowerCase) };
    case 'both':
      return { ...language, all: language.all.map(lowerCase) };
    case 'length':
      return { kind: 'length', min: language.min };
  }
}

function smallLetters(set: CharSet): CharSet {
  const ascii = intersection(set, ASCII);
  const small = intersection(ascii, CAPITALS).map(([from, to]) => [from + 32, to + 32] as const);
  const others = difference(set, ASCII);
  const folded = TO_ASCII.flatMap(([capital, letter]) => (contains(set, capital) ? [letter] : []));
  const beyond = others.length === 0 ? [] : union(BEYOND_ASCII, characters(folded.join('')));
  return union(union(difference(ascii, CAPITALS), small), beyond);
}

/** Leaves open which character beyond ASCII a small letter is. */
const BEYOND_ASCII: CharSet = difference([[0, 0x10ffff]], ASCII);
