import type { CharSet } from './char-set.js';
import { ANY_CHARACTER, characters, difference, union } from './char-set.js';
import { escapedSet } from './escaped-set.js';
import { choice, type Language, repeat, sequence, times } from './language.js';

/** A regular expression as the schema's `pattern` holds it, taken apart. */
export interface RegularExpression {
  /** Its alternatives, each with whether it begins with `^` and ends with `$`. */
  readonly alternatives: readonly Alternative[];
  /**
   * The tests of look-aheads and look-behinds, and whether one is tested at the text's beginning alone. The languages do without
   * them, so they are wider.
   */
  readonly assertions: readonly { readonly body: Language; readonly leading: boolean }[];
  /** Nothing was left out: no assertion, and no anchor inside a group. */
  readonly exact: boolean;
}

export interface Alternative {
  readonly from: boolean;
  readonly to: boolean;
  readonly body: Language;
}

/** Undefined for what has no automaton, which is a reference to an earlier group, and for what is no expression. */
export function regularExpression(pattern: string): RegularExpression | undefined {
  try {
    new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
  const reader = new Reader(pattern);
  const alternatives = reader.alternatives();
  if (reader.failed || !reader.atEnd) return undefined;
  return { alternatives, assertions: reader.assertions, exact: reader.exact };
}

const LINE_ENDS = characters('\n\r\u2028\u2029');
const QUANTIFIER = /([?*+]|\{(\d+)(,(\d*))?\})\??/uy;
const EMPTY = sequence();

/** Reads an expression that JavaScript has accepted, so its form needs no further check. */
class Reader {
  readonly assertions: { body: Language; leading: boolean }[] = [];
  #depth = 0;
  exact = true;
  failed = false;
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** Up to the end, or the parenthesis that closes a group. */
  alternatives(): readonly Alternative[] {
    const found = [this.#alternative()];
    while (this.#take('|')) found.push(this.#alternative());
    return found;
  }

  #alternative(): Alternative {
    const from = this.#take('^');
    const parts: Language[] = [];
    let to = false;
    while (!this.atEnd && !this.#sees('|') && !this.#sees(')') && !this.failed) {
      // An end in the middle is none of the alternative.
      if (to) this.exact = false;
      to = this.#take('$');
      if (!to) parts.push(this.#term(from && this.#depth === 0 && parts.every((part) => part === EMPTY)));
    }
    return { from, to, body: sequence(...parts) };
  }

  #term(leading: boolean): Language {
    if (this.#take('^') || this.#take('\\b') || this.#take('\\B')) {
      this.exact = false;
      return EMPTY;
    }
    const assertion = /\(\?<?[=!]/uy;
    assertion.lastIndex = this.#at;
    const opening = assertion.exec(this.#text);
    if (opening !== null) {
      this.#at = assertion.lastIndex;
      this.exact = false;
      this.assertions.push({ body: this.#group(), leading });
      return EMPTY;
    }
    const atom = this.#atom();
    return times(atom, ...this.#quantifier());
  }

  #atom(): Language {
    if (this.#take('(')) {
      const kind = /\?(?::|<[^>]*>)/uy;
      kind.lastIndex = this.#at;
      if (this.#sees('?') && kind.exec(this.#text) === null) this.failed = true;
      else if (this.#sees('?')) this.#at = kind.lastIndex;
      return this.#group();
    }
    if (this.#take('.')) return one(difference(ANY_CHARACTER, LINE_ENDS));
    if (this.#take('[')) return one(this.#characterClass());
    return one(this.#character(false));
  }

  /** The rest of a group, its opening being read. */
  #group(): Language {
    this.#depth += 1;
    const found = this.alternatives();
    this.#depth -= 1;
    if (found.some(({ from, to }) => from || to)) this.exact = false;
    this.#take(')');
    const bodies = found.map(({ body }) => body);
    return bodies.length === 1 ? (bodies[0] ?? EMPTY) : choice(...bodies);
  }

  #characterClass(): CharSet {
    const negated = this.#take('^');
    let set: CharSet = [];
    while (!this.#take(']') && !this.failed) {
      const from = this.#character(true);
      const low = from[0]?.[0];
      const isRange = this.#sees('-') && this.#text[this.#at + 1] !== ']';
      if (isRange) this.#at += 1;
      const high = isRange ? this.#character(true).at(-1)?.[1] : undefined;
      set = union(set, low === undefined || high === undefined ? from : [[low, high]]);
    }
    // A range may hold surrogates, which no text of a key does.
    const held = difference(ANY_CHARACTER, difference(ANY_CHARACTER, set));
    return negated ? difference(ANY_CHARACTER, set) : held;
  }

  #character(inClass: boolean): CharSet {
    const escaped = escapedSet(this.#text, this.#at, inClass);
    if (escaped === 'reference') {
      this.failed = true;
      return [];
    }
    if (escaped !== undefined) {
      this.#at = escaped.end;
      return escaped.set;
    }
    const character = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0);
    this.#at += character.length;
    return characters(character);
  }

  #quantifier(): [min: number, max?: number] {
    QUANTIFIER.lastIndex = this.#at;
    const found = QUANTIFIER.exec(this.#text);
    if (found === null) return [1, 1];
    this.#at = QUANTIFIER.lastIndex;
    const [, sign, least, range, most] = found;
    if (least === undefined) return sign === '?' ? [0, 1] : [sign === '+' ? 1 : 0];
    if (range === undefined) return [Number(least), Number(least)];
    return most === '' || most === undefined ? [Number(least)] : [Number(least), Number(most)];
  }

  #sees(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  #take(text: string): boolean {
    if (!this.#sees(text)) return false;
    this.#at += text.length;
    return true;
  }
}

const one = (set: CharSet): Language => repeat(set, 1, 1);
