import type { CharSet } from './char-set.js';
import { characters } from './char-set.js';

/** A regular set of texts, as data. */
export type Language =
  /** Characters of a set, `min` to `max` of them; no `max` means without end. */
  | { readonly kind: 'repeat'; readonly set: CharSet; readonly min: number; readonly max?: number }
  /** Texts of a language behind each other, `min` to `max` of them. */
  | { readonly kind: 'times'; readonly body: Language; readonly min: number; readonly max?: number }
  | { readonly kind: 'sequence'; readonly parts: readonly Language[] }
  | { readonly kind: 'choice'; readonly options: readonly Language[] }
  /** Texts that all of the languages hold. */
  | { readonly kind: 'both'; readonly all: readonly Language[] }
  /** Texts of `min` to `max` UTF-16 code units, as JavaScript counts the length of a text. */
  | { readonly kind: 'length'; readonly min: number; readonly max?: number };

export const repeat = (set: CharSet, min: number, max?: number): Language =>
  max === undefined ? { kind: 'repeat', set, min } : { kind: 'repeat', set, min, max };

export function times(body: Language, min: number, max?: number): Language {
  if (min === 1 && max === 1) return body;
  if (body.kind === 'repeat' && body.min === 1 && body.max === 1) return repeat(body.set, min, max);
  return max === undefined ? { kind: 'times', body, min } : { kind: 'times', body, min, max };
}

export const sequence = (...parts: readonly Language[]): Language => ({ kind: 'sequence', parts });

export const choice = (...options: readonly Language[]): Language => ({ kind: 'choice', options });

export function both(...all: readonly Language[]): Language {
  const [first, ...others] = all;
  return first !== undefined && others.length === 0 ? first : { kind: 'both', all };
}

export const lengths = (min: number, max?: number): Language =>
  max === undefined ? { kind: 'length', min } : { kind: 'length', min, max };

/** The language of one text. */
export const exactly = (text: string): Language =>
  sequence(...[...text].map((character) => repeat(characters(character), 1, 1)));
