import { SCOPE_PARAMETER, TEXT_FORMATS } from '@tenantry/runtime/key-templates';
import { ANY_CHARACTER, characters, charSet } from '../language/char-set.js';
import { both, choice, exactly, type Language, lengths, repeat, sequence } from '../language/language.js';
import { patternLanguage } from '../language/pattern-language.js';
import type { Field, Type } from '../model/type.js';

const DIGIT = charSet('0-9');
const digits = (count: number): Language => repeat(DIGIT, count, count);
const between = (from: string, to: string): Language => repeat(charSet(`${from}-${to}`), 1, 1);
const text = exactly;

const MONTH = choice(sequence(text('0'), between('1', '9')), sequence(text('1'), between('0', '2')));
const DAY = choice(
  sequence(text('0'), between('1', '9')),
  sequence(between('1', '2'), digits(1)),
  sequence(text('3'), between('0', '1')),
);
const HOUR = choice(sequence(between('0', '1'), digits(1)), sequence(text('2'), between('0', '3')));
const SIXTY = sequence(between('0', '5'), digits(1));
const DATE = sequence(digits(4), text('-'), MONTH, text('-'), DAY);
const TIME = sequence(HOUR, text(':'), SIXTY, text(':'), SIXTY, text('.'), digits(3), text('Z'));
const DATETIME = sequence(DATE, text('T'), TIME);
const whole = (most: number, signs = 1): Language =>
  choice(text('0'), sequence(repeat(characters('-'), 0, signs), between('1', '9'), repeat(DIGIT, 0, most - 1)));
const NUMBER = sequence(
  repeat(characters('-'), 0, 1),
  repeat(DIGIT, 1),
  repeat(charSet('0-9', '.', 'e', 'E', '+', '-'), 0),
);
const ANY_TEXT = repeat(ANY_CHARACTER, 0);

/** Every value that a scope's parameter may have where its attribute says no more. */
export const SCOPE_VALUE: Language = patternLanguage(SCOPE_PARAMETER) ?? ANY_TEXT;

/**
 * The texts that the values of an attribute give to keys and guard items, as the runtime's codec of the attribute checks them.
 * Exact for texts and enums; wider than the truth, never narrower, for dates and numbers, for patterns with assertions, and for
 * ranges of numbers.
 */
export function valueLanguage({ type }: Pick<Field, 'type'>, isScopeParameter: boolean): Language {
  const own = typeLanguage(type);
  return isScopeParameter ? both(SCOPE_VALUE, ...(own.kind === 'both' ? own.all : [own])) : own;
}

function typeLanguage(type: Type): Language {
  switch (type.kind) {
    case 'enum':
      return choice(...type.values.map(text));
    case 'integer':
      return whole(16, (type.min ?? -1) < 0 ? 1 : 0);
    case 'bigint':
      return whole(38);
    case 'number':
      return NUMBER;
    case 'datetime':
      return DATETIME;
    case 'date':
      return DATE;
    case 'string':
      return textLanguage(type);
    default:
      return ANY_TEXT;
  }
}

function textLanguage({ format, pattern, minLength = 0, maxLength }: Type & { readonly kind: 'string' }): Language {
  const limits = [
    ...(format === undefined ? [] : [patternLanguage(TEXT_FORMATS[format])]),
    ...(pattern === undefined ? [] : [patternLanguage(pattern)]),
    ...(minLength > 1 || maxLength !== undefined ? [lengths(minLength, maxLength)] : []),
  ].filter((limit) => limit !== undefined);
  return limits.length === 0 ? ANY_TEXT : both(...limits);
}
