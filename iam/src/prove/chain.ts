import { SESSION_TAG_CHARACTER } from '../session-tag.js';

/** A set of characters. `named` are those that it tells apart from all others. */
export interface CharacterClass {
  readonly name: string;
  readonly named: string;
  has(character: string): boolean;
}

/**
 * One step of a chain.
 * - `character`: itself; with `fold` in any case.
 * - `class`: one character of a class, any number of them with `loop`. Not `sure` where the true set is not known: then an
 *   including chain reads every character and an excluding chain none.
 * - `variable`: the value of a context key, one character at least.
 * - `owner`: the value of the one whose text this is, one character at least. Only goals have it.
 */
export type Step =
  | { readonly kind: 'character'; readonly character: string; readonly fold: boolean }
  | { readonly kind: 'class'; readonly of: CharacterClass; readonly loop: boolean; readonly sure: boolean }
  | { readonly kind: 'variable'; readonly key: string }
  | { readonly kind: 'owner'; readonly of: CharacterClass };

/** A set of texts without alternatives. As an automaton, state `i` stands before step `i`; a loop may be left at once. */
export type Chain = readonly Step[];

const tagCharacters = new Map<string, boolean>();

function isTagCharacter(character: string): boolean {
  const known = tagCharacters.get(character) ?? SESSION_TAG_CHARACTER.test(character);
  tagCharacters.set(character, known);
  return known;
}

export const ANY: CharacterClass = { name: 'any', named: '', has: () => true };
export const TAG: CharacterClass = { name: 'tag', named: '', has: isTagCharacter };
export const CLOSING: CharacterClass = { name: 'closing', named: '', has: (character) => !isTagCharacter(character) };
export const DIGIT: CharacterClass = {
  name: 'digit',
  named: '0123456789',
  has: (character) => character >= '0' && character <= '9',
};

/** A class without some characters. */
export const classWithout = (of: CharacterClass, characters: string): CharacterClass => ({
  name: `${of.name} without ${characters}`,
  named: of.named + characters,
  has: (character) => of.has(character) && !characters.includes(character),
});

export const literal = (text: string, fold = false): Chain =>
  [...text].map((character) =>
    // AWS does not say which letters beyond ASCII are the same in another case.
    fold && character > '\u007f'
      ? { kind: 'class', of: ANY, loop: false, sure: false }
      : { kind: 'character', character, fold },
  );

export const one = (of: CharacterClass, sure = true): Step => ({ kind: 'class', of, loop: false, sure });
export const many = (of: CharacterClass, sure = true): Step => ({ kind: 'class', of, loop: true, sure });

/** Every text. */
export const ANYTHING: Chain = [many(ANY)];
/** Every text but the empty one. */
export const SOMETHING: Chain = [one(ANY), many(ANY)];

/** Returns whether a step reads a character, in a chain that includes texts or in one that excludes them. */
export function reads(step: Step, character: string, including: boolean): boolean {
  switch (step.kind) {
    case 'character':
      return step.character === character || (step.fold && sameLetter(step.character, character, including));
    case 'class':
      return (step.sure || including) && step.of.has(character);
    case 'owner':
      return step.of.has(character);
    case 'variable':
      return including;
  }
}

/** The Kelvin sign is a k in lower case; whether AWS reads it so is not documented, so only including chains do. */
const sameLetter = (a: string, b: string, including: boolean): boolean =>
  a.toLowerCase() === b.toLowerCase() && (including || b <= '\u007f');

/** The characters that every text begins with. */
export function leadingText(chain: Chain): string {
  let text = '';
  for (const step of chain) {
    if (step.kind !== 'character' || step.fold) return text;
    text += step.character;
  }
  return text;
}

/** Returns whether two chains surely share no text, seen from their beginnings: the quick answer for nearly every pair. */
export const beginApart = (a: string, b: string): boolean => !a.startsWith(b) && !b.startsWith(a);

/**
 * Characters that stand for all: those of the literals and classes, and fresh ones. Every text is like one over these, because
 * chains tell other characters only by class. Two fresh letters, so that two values can differ.
 */
export function alphabetOf(chains: readonly Chain[]): readonly string[] {
  const named = new Set<string>();
  for (const chain of chains) for (const each of namedIn(chain)) named.add(each);
  return [...fresh(LETTERS, 2, named), ...named, ...fresh('!~%^&|;<>§', 1, named)];
}

const namedCharacters = new WeakMap<Chain, ReadonlySet<string>>();

function namedIn(chain: Chain): ReadonlySet<string> {
  const known = namedCharacters.get(chain);
  if (known !== undefined) return known;
  const named = new Set<string>();
  for (const step of chain) {
    if (step.kind === 'character') for (const each of casesOf(step.character, step.fold)) named.add(each);
    // One of them is enough where no literal names another.
    else if (step.kind !== 'variable') for (const each of step.of === DIGIT ? ['0'] : step.of.named) named.add(each);
  }
  namedCharacters.set(chain, named);
  return named;
}

function casesOf(character: string, fold: boolean): readonly string[] {
  if (!fold) return [character];
  const lower = character.toLowerCase();
  return [...new Set([lower, character.toUpperCase(), ...(lower === 'k' ? ['\u212a'] : [])])];
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZàèìòùαβγδε';

function fresh(candidates: string, count: number, named: ReadonlySet<string>): readonly string[] {
  const found = [...candidates].filter((each) => !named.has(each)).slice(0, count);
  const range = candidates === LETTERS ? 0x4e00 : 0x2190;
  for (let code = range; found.length < count; code++) {
    const character = String.fromCodePoint(code);
    if (!named.has(character)) found.push(character);
  }
  return found;
}
