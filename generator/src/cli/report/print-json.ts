import type { Context } from '../context.js';

/** Prints a command's document when `--format json` asks for it. */
export function printJson({ terminal, options }: Context, document: object): void {
  if (options.format === 'json') terminal.out(`${visibleJson(document)}\n`);
}

/** Characters beyond ASCII that could hide or reorder what a reader sees; JSON escapes those within. */
const HIDDEN = /[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Escapes such characters: programs read the same document, and nothing is hidden from a reader. */
const visibleJson = (document: object): string =>
  JSON.stringify(document, undefined, 2).replace(HIDDEN, (character) => character.split('').map(escaped).join(''));

const escaped = (codeUnit: string): string => `\\u${codeUnit.charCodeAt(0).toString(16).padStart(4, '0')}`;
