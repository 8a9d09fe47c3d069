import { SESSION_TAG_CHARACTER } from '@tenantry/runtime/key-templates';

/** The characters that a step of a chain may read. */
export type Class = 'any' | 'tag' | 'digit';

/** One step of a chain: a literal character, a character of a class, or any number of a class's (`loop`). */
export interface Step {
  readonly character?: string;
  readonly class?: Class;
  readonly loop: boolean;
}

/**
 * A set of texts without alternatives: the keys of a template, or what a `LeadingKeys` pattern matches.
 * As an automaton, state `i` stands before step `i`; a loop may be left at once.
 */
export type Chain = readonly Step[];

export const textSteps = (text: string): Chain => [...text].map((character) => ({ character, loop: false }));

/** Exactly `count` characters of a class. */
export const repeatSteps = (of: Class, count: number): Chain =>
  Array.from({ length: count }, (): Step => ({ class: of, loop: false }));

/** Any number of characters. */
export const anySteps: Chain = [{ class: 'any', loop: true }];

/** At least one character of a class. */
export const someSteps = (of: Class): Chain => [
  { class: of, loop: false },
  { class: of, loop: true },
];

export function reads({ character: literal, class: of }: Step, character: string): boolean {
  if (literal !== undefined) return literal === character;
  switch (of) {
    case 'tag':
      return isTagCharacter(character);
    case 'digit':
      return character >= '0' && character <= '9';
    default:
      return true;
  }
}

const tagCharacters = new Map<string, boolean>();

function isTagCharacter(character: string): boolean {
  const known = tagCharacters.get(character) ?? SESSION_TAG_CHARACTER.test(character);
  tagCharacters.set(character, known);
  return known;
}

/** The characters that are worth trying on steps: a literal leaves no choice. */
export function worthTrying(alphabet: readonly string[], ...steps: readonly Step[]): readonly string[] {
  const literal = steps.find(({ character }) => character !== undefined)?.character;
  return literal === undefined ? alphabet : [literal];
}

/** A shortest member. */
export function shortestText(chain: Chain): string {
  const sample = { any: 'a', tag: 'a', digit: '0' } as const;
  return chain.map((step) => (step.loop ? '' : (step.character ?? sample[step.class ?? 'any']))).join('');
}

/** Returns whether two chains are written alike; then they hold the same texts. */
export const sameChain = (a: Chain, b: Chain): boolean =>
  a.length === b.length &&
  a.every(
    ({ character, class: of, loop }, i) => character === b[i]?.character && of === b[i]?.class && loop === b[i]?.loop,
  );

/** The literal text that every member begins with. */
export function leadingText(chain: Chain): string {
  let text = '';
  for (const { character } of chain) {
    if (character === undefined) return text;
    text += character;
  }
  return text;
}

/** Returns whether two chains surely share no text, seen from their beginnings: the quick answer for nearly every pair. */
export function beginApart(a: string, b: string): boolean {
  return !a.startsWith(b) && !b.startsWith(a);
}

/**
 * Characters that stand for all: those of both chains' literals, and fresh ones of each class. Every text is like one over
 * these, because chains tell other characters only by class. Two fresh letters, so that two ids can differ.
 */
export function alphabetOf(chains: readonly Chain[]): readonly string[] {
  const literals = new Set(chains.flatMap((chain) => chain.flatMap(({ character }) => character ?? [])));
  const fresh = (candidates: string, count: number): readonly string[] =>
    [...candidates].filter((candidate) => !literals.has(candidate)).slice(0, count);
  return [
    ...fresh('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZàèìòùαβγδε', 2),
    ...(chains.flat().some((step) => step.class === 'digit') ? fresh('0123456789', 1) : []),
    ...literals,
    ...fresh('!~%^&|;<>§', 1),
  ];
}
