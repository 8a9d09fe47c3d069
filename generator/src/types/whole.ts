import { characters, charSet } from '../language/char-set.js';
import { choice, exactly, type Language, repeat, sequence } from '../language/language.js';

/** Decimal digits without leading zeros, `most` of them; negative where `signs` is 1. */
export const wholeLanguage = (most: number, signs: 0 | 1): Language =>
  choice(
    exactly('0'),
    sequence(repeat(characters('-'), 0, signs), repeat(charSet('1-9'), 1, 1), repeat(charSet('0-9'), 0, most - 1)),
  );
