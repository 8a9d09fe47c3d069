/** Characters that end a line, steer the direction of text or cannot be seen: they are written as escapes. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** Text for a reader: what could hide or reorder the rest is shown as an escape. */
export const visibleText = (text: string): string => text.replace(UNSAFE, unicodeEscapes);

/** A string as a TypeScript literal. */
export function stringLiteral(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `'${escaped.replace(UNSAFE, unicodeEscapes)}'`;
}

/** Text for the inside of a template literal. */
export const templateText = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${').replace(UNSAFE, unicodeEscapes);

/** Text for the inside of a comment: it can neither end the comment nor hide anything. */
export function commentText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.replaceAll('*/', '*\\/').replace(UNSAFE, unicodeEscapes).trimEnd())
    .join('\n')
    .trim();
}

/** `name`, or `'some name'` where it is no identifier. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) && name !== '__proto__' ? name : stringLiteral(name);
}

function unicodeEscapes(character: string): string {
  return [...Array(character.length).keys()]
    .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
    .join('');
}
