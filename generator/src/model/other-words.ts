import { ALL_KINDS } from '../types/kinds.js';

/** Words that other languages have for our types, and what to write here. */
const WRITE: ReadonlyMap<string, string> = new Map(
  ALL_KINDS.flatMap(([, { otherWords = {} }]) => Object.entries(otherWords)),
);

/** Returns a hint for a word that means a type elsewhere. */
export function otherWord(word: string): string | undefined {
  const write = WRITE.get(word.toLowerCase());
  return write === undefined ? undefined : `Write ${write}.`;
}
