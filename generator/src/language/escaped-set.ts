import type { CharSet } from './char-set.js';
import { ANY_CHARACTER, characters, charSet, difference, intersection, union } from './char-set.js';

const DIGITS = charSet('0-9');
const WORD = charSet('a-z', 'A-Z', '0-9', '_');
const SPACE = union(charSet('\t-\r', '\u2000-\u200a'), characters(' \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff'));
const not = (set: CharSet): CharSet => difference(ANY_CHARACTER, set);

const CLASSES: { readonly [letter: string]: CharSet } = {
  ...{ d: DIGITS, w: WORD, s: SPACE },
  ...{ D: not(DIGITS), W: not(WORD), S: not(SPACE) },
};

const CONTROLS: { readonly [letter: string]: string } = { f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

const ESCAPE =
  /\\(?:([dDsSwW])|([pP]\{[^}]*\})|([fnrtv])|c([A-Za-z])|(?:x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]+)\}|u([Dd][89ABab][0-9A-Fa-f]{2})\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}))|(0)|(k<|[1-9])|(.))/suy;

/** The characters of the escape at a place in a regular expression; undefined where none begins. */
export function escapedSet(
  text: string,
  at: number,
  inClass: boolean,
): { readonly set: CharSet; readonly end: number } | 'reference' | undefined {
  if (text[at] !== '\\') return undefined;
  ESCAPE.lastIndex = at;
  const found = ESCAPE.exec(text);
  if (found === null) return undefined;
  const [, letter, property, control, caret, hex, point, high, low, unit, zero, reference, plain = ''] = found;
  if (reference !== undefined) return 'reference';
  const end = ESCAPE.lastIndex;
  const set = (): CharSet => {
    if (letter !== undefined) return CLASSES[letter] ?? [];
    if (property !== undefined) return propertySet(property);
    if (control !== undefined) return characters(CONTROLS[control] ?? '');
    if (caret !== undefined) return codePoint((caret.codePointAt(0) ?? 0) % 32);
    if (high !== undefined && low !== undefined)
      return characters(String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16)));
    const digits = hex ?? point ?? unit;
    if (digits !== undefined) return codePoint(Number.parseInt(digits, 16));
    if (zero !== undefined) return codePoint(0);
    return characters(inClass && plain === 'b' ? '\b' : plain);
  };
  return { set: set(), end };
}

/** Half of a surrogate pair is in no text of a key. */
const codePoint = (code: number): CharSet => intersection(ANY_CHARACTER, [[code, code]]);

const properties = new Map<string, CharSet>();

/** The characters with a Unicode property, asked of the engine itself, which knows them. */
function propertySet(property: string): CharSet {
  const known = properties.get(property);
  if (known !== undefined) return known;
  const test = new RegExp(`^\\${property}$`, 'u');
  const found: [number, number][] = [];
  for (const [from, to] of ANY_CHARACTER) {
    for (let code = from; code <= to; code += 1) {
      if (!test.test(String.fromCodePoint(code))) continue;
      const last = found.at(-1);
      if (last?.[1] === code - 1) last[1] = code;
      else found.push([code, code]);
    }
  }
  properties.set(property, found);
  return found;
}
