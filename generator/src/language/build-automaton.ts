import type { Automaton, Edge } from './automaton.js';
import type { CharSet } from './char-set.js';
import { ANY_CHARACTER, intersection } from './char-set.js';
import { compact } from './compact.js';
import type { Language } from './language.js';
import { product } from './product.js';

/** More repetitions than this are taken as endless: a wider language, so no overlap is missed. */
const MOST_REPETITIONS = 64;

/** A repeated group of more states than this is taken as endless, and an intersection as its first language: wider too. */
const MOST_STATES = 4000;

/** Builds the automaton of a language. Where it would get large it accepts more, never less. */
export const automaton = (language: Language): Automaton => automatonUpTo(language, MOST_REPETITIONS);

/** The automaton that is exact for texts with fewer characters than `most`. */
export function automatonUpTo(language: Language, most: number): Automaton {
  const draft = new Draft(most);
  return { edges: draft.edges, accept: draft.append(0, language) };
}

interface Bounds {
  readonly min: number;
  readonly max?: number;
}

const BASIC: CharSet = intersection(ANY_CHARACTER, [[0, 0xffff]]);
const BEYOND: CharSet = intersection(ANY_CHARACTER, [[0x10000, 0x10ffff]]);

/** An automaton while it is built. */
class Draft {
  readonly edges: Edge[][] = [[]];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Appends a language behind a state and returns the state after it. */
  append(from: number, part: Language): number {
    switch (part.kind) {
      case 'sequence':
        return part.parts.reduce((at, each) => this.append(at, each), from);
      case 'choice':
        return this.#choice(from, part.options);
      case 'repeat':
        return this.#repeated(from, (at) => this.#read(at, part.set), part, this.#most);
      case 'times': {
        const size = automatonUpTo(part.body, this.#most).edges.length;
        const most = Math.min(this.#most, Math.ceil(MOST_STATES / size));
        return this.#repeated(from, (at) => this.append(at, part.body), part, most);
      }
      case 'length':
        return this.#length(from, part);
      case 'both':
        return this.#both(from, part.all);
    }
  }

  #state(): number {
    return this.edges.push([]) - 1;
  }

  #connect(from: number, to: number, set?: CharSet): void {
    this.edges[from]?.push({ to, set });
  }

  #read(from: number, set: CharSet): number {
    const next = this.#state();
    this.#connect(from, next, set);
    return next;
  }

  #choice(from: number, options: readonly Language[]): number {
    const end = this.#state();
    for (const option of options) {
      const start = this.#state();
      this.#connect(from, start);
      this.#connect(this.append(start, option), end);
    }
    return end;
  }

  /** Appends a step as often as the bounds say, in a loop where that is more often than `most`. */
  #repeated(from: number, step: (at: number) => number, { min, max }: Bounds, most: number): number {
    const end = this.#state();
    const endless = max === undefined || max > most;
    let current = from;
    for (let i = 0; i < Math.min(endless ? min : max, most); i += 1) {
      if (i >= min) this.#connect(current, end);
      current = step(current);
    }
    // Fewer repetitions than the least are none.
    if (endless || min <= max) this.#connect(current, end);
    if (endless) {
      // The loop has a state of its own, so that it cannot be entered from the side.
      const loop = this.#state();
      this.#connect(current, loop);
      this.#connect(step(loop), loop);
      this.#connect(loop, end);
    }
    return end;
  }

  /** A character beyond the basic plane counts as two. */
  #length(from: number, { min, max }: Bounds): number {
    const end = this.#state();
    const least = Math.min(min, this.#most);
    const endless = max === undefined || max > this.#most;
    const last = endless ? least : max;
    // Loops of other languages may lead back to `from`, so the count begins at a state of its own.
    const states = Array.from({ length: last + 1 }, () => this.#state());
    this.#connect(from, states[0] ?? end);
    states.forEach((at, i) => {
      if (i >= least) this.#connect(at, end);
      const [next, second] = [states[i + 1], states[i + 2] ?? (endless ? states[i + 1] : undefined)];
      if (next !== undefined) this.#connect(at, next, BASIC);
      if (second !== undefined) this.#connect(at, second, BEYOND);
    });
    if (endless) {
      const loop = this.#read(states[last] ?? from, ANY_CHARACTER);
      this.#connect(loop, loop, ANY_CHARACTER);
      this.#connect(loop, end);
    }
    return end;
  }

  #both(from: number, all: readonly Language[]): number {
    const [first = automatonUpTo({ kind: 'length', min: 0 }, this.#most), ...others] = all.map((each) =>
      compact(automatonUpTo(each, this.#most)),
    );
    const { edges, accept } = compact(others.reduce((a, b) => product(a, b, MOST_STATES) ?? a, first));
    const offset = this.edges.length;
    for (const each of edges) this.edges.push(each.map(({ to, set }) => ({ to: to + offset, set })));
    this.#connect(from, offset);
    return accept + offset;
  }
}
