/** A set of Unicode code points: inclusive ranges in ascending order that do not touch. */
export type CharSet = readonly (readonly [from: number, to: number])[];

const LAST = 0x10ffff;

/** Every code point but the surrogates, which no UTF-8 key can hold. */
export const ANY_CHARACTER: CharSet = [
  [0, 0xd7ff],
  [0xe000, LAST],
];

/** `charSet('a-z', '0-9', '_')`: single characters, and ranges written with a dash. */
export function charSet(...parts: readonly string[]): CharSet {
  return normalize(
    parts.map((part) => {
      const [from, dash, to] = [...part];
      const first = point(from);
      return to === undefined || dash !== '-' ? [first, first] : [first, point(to)];
    }),
  );
}

export const characters = (text: string): CharSet =>
  normalize([...text].map((character) => [point(character), point(character)]));

export const union = (a: CharSet, b: CharSet): CharSet => normalize([...a, ...b]);

export function intersection(a: CharSet, b: CharSet): CharSet {
  const result: [number, number][] = [];
  for (const [aFrom, aTo] of a) {
    for (const [bFrom, bTo] of b) {
      const from = Math.max(aFrom, bFrom);
      const to = Math.min(aTo, bTo);
      if (from <= to) result.push([from, to]);
    }
  }
  return normalize(result);
}

export function difference(a: CharSet, b: CharSet): CharSet {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [from, to] of b) {
    if (from > next) gaps.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST) gaps.push([next, LAST]);
  return intersection(a, gaps);
}

/** Returns whether a set holds a character, by its first code point. */
export function contains(set: CharSet, character: string): boolean {
  const code = point(character);
  return set.some(([from, to]) => from <= code && code <= to);
}

/** A character of the set that reads well in a message; undefined for the empty set. */
export function sample(set: CharSet): string | undefined {
  const good = [...'aA1b0xB2'].find((character) => contains(set, character));
  if (good !== undefined) return good;
  const printable = intersection(set, [[0x21, 0x7e]]);
  const [first] = printable[0] ?? set[0] ?? [];
  return first === undefined ? undefined : String.fromCodePoint(first);
}

const point = (character: string | undefined): number => (character ?? '').codePointAt(0) ?? 0;

function normalize(ranges: readonly (readonly [number, number])[]): CharSet {
  const result: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
