/**
 * The order in which DynamoDB sorts keys of type S: by the bytes of their UTF-8 form, which is the order of code points.
 * JavaScript's `<` compares UTF-16 code units, which sorts U+E000–U+FFFF after the rest of Unicode.
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Moves surrogates behind the rest, as they stand for code points from U+10000 on. */
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
