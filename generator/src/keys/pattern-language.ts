import type { CharSet } from './char-set.js';
import { ANY_CHARACTER, characters, charSet, difference, union } from './char-set.js';
import type { Language } from './language.js';
import { repeat, sequence } from './language.js';

const DIGITS = charSet('0-9');
const WORD = charSet('a-z', 'A-Z', '0-9', '_');
const CLASSES: { readonly [letter: string]: CharSet } = {
  d: DIGITS,
  w: WORD,
  D: difference(ANY_CHARACTER, DIGITS),
  W: difference(ANY_CHARACTER, WORD),
};

/** More repetitions than this are taken as endless: a wider language, so no overlap is missed. */
const MAXIMUM = 64;

const ATOM = /\[(\^?)((?:\\.|[^\]\\])*)\]|\\(.)|([^\\[\](){}|?*+^$.])|(\.)/suy;
const QUANTIFIER = /([?*+])|\{(\d+)(,(\d*))?\}/y;

/** The language of patterns such as `^[A-Z]{2}$` or `^INV-\d{4,}$`; undefined for what uses more of regular expressions. */
export function patternLanguage(pattern: string): Language | undefined {
  if (!pattern.startsWith('^') || !pattern.endsWith('$') || pattern.endsWith('\\$')) return undefined;
  const text = pattern.slice(1, -1);
  const parts: Language[] = [];
  for (let at = 0; at < text.length; ) {
    ATOM.lastIndex = at;
    const atom = ATOM.exec(text);
    const set = atom === null ? undefined : atomSet(atom);
    if (set === undefined) return undefined;
    at = ATOM.lastIndex;
    QUANTIFIER.lastIndex = at;
    const quantifier = QUANTIFIER.exec(text);
    if (quantifier !== null) at = QUANTIFIER.lastIndex;
    if (text[at] === '?' && quantifier !== null) return undefined;
    parts.push(repeat(set, ...bounds(quantifier)));
  }
  return sequence(...parts);
}

function atomSet([, negated, members, escaped, plain]: readonly (string | undefined)[]): CharSet | undefined {
  if (members !== undefined) {
    const set = classSet(members);
    return set === undefined || negated !== '^' ? set : difference(ANY_CHARACTER, set);
  }
  if (escaped !== undefined) return escapedSet(escaped);
  return plain === undefined ? difference(ANY_CHARACTER, characters('\n\r\u2028\u2029')) : characters(plain);
}

/** A known class, or a punctuation mark that stands for itself. */
const escapedSet = (character: string): CharSet | undefined =>
  CLASSES[character] ?? (/[A-Za-z0-9]/.test(character) ? undefined : characters(character));

function classSet(members: string): CharSet | undefined {
  let set: CharSet = [];
  for (const [, escaped, from, to] of members.matchAll(/\\(.)|([^\\])-([^\\])|[^\\]/gsu)) {
    const whole = escaped !== undefined ? escapedSet(escaped) : undefined;
    if (escaped !== undefined && whole === undefined) return undefined;
    if (from !== undefined && to !== undefined) set = union(set, charSet(`${from}-${to}`));
    else if (whole !== undefined) set = union(set, whole);
  }
  for (const single of members.replace(/\\.|[^\\]-[^\\]/gsu, '')) set = union(set, characters(single));
  return set;
}

function bounds(quantifier: RegExpExecArray | null): [min: number, max?: number] {
  const [, sign, least, range, most] = quantifier ?? [];
  if (quantifier === null) return [1, 1];
  if (sign === '?') return [0, 1];
  if (sign !== undefined) return [sign === '+' ? 1 : 0];
  const min = Math.min(Number(least), MAXIMUM);
  const max = range === undefined ? Number(least) : most === '' ? undefined : Number(most);
  return max === undefined || max > MAXIMUM ? [min] : [min, max];
}
