/** Control characters, format characters such as direction marks, halves of characters, line separators: they could hide or reorder what a reader sees. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text of a schema for a terminal: hidden characters become `\u202E`, a tab becomes a space. */
export function visibleText(text: string): string {
  return text.replace(HIDDEN, (character) =>
    character === '\t' ? ' ' : `\\u${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
