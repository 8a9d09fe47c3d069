import type { CharSet } from './char-set.js';
import { characters } from './char-set.js';

/** A regular set of texts, as data. */
export type Language =
  /** Characters of a set, `min` to `max` of them; no `max` means without end. */
  | { readonly kind: 'repeat'; readonly set: CharSet; readonly min: number; readonly max?: number }
  | { readonly kind: 'sequence'; readonly parts: readonly Language[] }
  | { readonly kind: 'choice'; readonly options: readonly Language[] };

export const repeat = (set: CharSet, min: number, max?: number): Language =>
  max === undefined ? { kind: 'repeat', set, min } : { kind: 'repeat', set, min, max };

export const sequence = (...parts: readonly Language[]): Language => ({ kind: 'sequence', parts });

export const choice = (...options: readonly Language[]): Language => ({ kind: 'choice', options });

/** The language of one text. */
export const exactly = (text: string): Language =>
  sequence(...[...text].map((character) => repeat(characters(character), 1, 1)));
