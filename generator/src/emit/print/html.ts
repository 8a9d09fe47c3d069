import { visibleText } from './literal.js';

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or a quoted attribute of an HTML page. */
export const htmlText = (text: string): string =>
  // A page holds many thousand texts, and hardly any needs more than this look.
  /[^ -~]|[&<>"']/.test(text)
    ? visibleText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] as string)
    : text;

/** An `id`: letters, digits, `-` and `.` as they are, all else by its number, so that different texts give different ids. */
export const htmlId = (parts: readonly string[]): string =>
  parts
    .map((part) => part.replace(/[^A-Za-z0-9-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`))
    .join('.');
