/** One atom of a pattern whose every match has one length: a class, an escape or a plain character, and a count. */
const ATOM = /(?:\[(?!\^)[\w .:/=+@-]+\]|\\d|\\w|\\[.\-/]|[\w:/=@-])(?:\{(\d+)\})?/y;

/**
 * The length that every text matched by an anchored regular expression has, such as 2 for `^[A-Z]{2}$`.
 * Undefined where it varies or where the expression is not plainly ASCII: a key pattern then uses `*`.
 */
export function fixedWidth(expression: string): number | undefined {
  if (!expression.startsWith('^') || !expression.endsWith('$')) return undefined;
  const body = expression.slice(1, -1);
  let width = 0;
  ATOM.lastIndex = 0;
  while (ATOM.lastIndex < body.length) {
    const atom = ATOM.exec(body);
    if (atom === null) return undefined;
    width += atom[1] === undefined ? 1 : Number(atom[1]);
  }
  return width > 0 ? width : undefined;
}
