import { bashCompletion } from './bash.js';
import { fishCompletion } from './fish.js';
import type { Words } from './words.js';
import { zshCompletion } from './zsh.js';

/** The script of each shell. */
export const SHELLS: { readonly [shell: string]: (words: Words) => string } = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};
