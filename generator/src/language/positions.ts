import { ANY_CHARACTER, type CharSet } from './char-set.js';
import type { Language } from './language.js';

/**
 * The places of a regular expression that read a character, and which may follow which (Glushkov's automaton). A number tells in
 * how many ways, at most 2, one leads to the other without reading: two ways on a circle are what makes an engine that tries all of
 * them take for ever.
 */
export interface Positions {
  readonly sets: readonly CharSet[];
  /** How often a place that reads in a loop of its own may do so; undefined where the text alone limits it. */
  readonly widths: readonly (number | undefined)[];
  readonly follow: readonly ReadonlyMap<number, number>[];
  readonly first: ReadonlyMap<number, number>;
}

interface Piece {
  readonly first: ReadonlyMap<number, number>;
  readonly last: ReadonlyMap<number, number>;
  /** In how many ways it matches the empty text, at most 2. */
  readonly empty: number;
}

/** A fixed number of repetitions beyond this is taken as this: what follows what does not change. */
const MOST_COPIES = 16;
/** Groups that repeat at most so often are written out: a loop of them would be more than they are. */
const MOST_GROUPS = 4;

const NONE: ReadonlyMap<number, number> = new Map();
const EMPTY: Piece = { first: NONE, last: NONE, empty: 1 };

/** The places of a body, behind any text where it does not begin at the text's own beginning. */
export function positionsOf(body: Language, anchored: boolean): Positions {
  const draft = new Draft();
  const parts = anchored ? [body] : [{ kind: 'repeat', set: ANY_CHARACTER, min: 0 } as const, body];
  const { first } = draft.piece({ kind: 'sequence', parts });
  return { sets: draft.sets, widths: draft.widths, follow: draft.follow, first };
}

class Draft {
  readonly sets: CharSet[] = [];
  readonly widths: (number | undefined)[] = [];
  readonly follow: Map<number, number>[] = [];

  piece(part: Language): Piece {
    switch (part.kind) {
      case 'sequence':
        return part.parts.reduce((before, each) => this.#behind(before, this.piece(each)), EMPTY);
      case 'choice':
        return part.options.map((option) => this.piece(option)).reduce(either, { first: NONE, last: NONE, empty: 0 });
      case 'repeat':
        return this.#copies(part.min, part.max, () => this.#place(part.set), part.max);
      case 'times':
        return this.#group(part);
      default:
        return EMPTY;
    }
  }

  #place(set: CharSet): Piece {
    const at = this.sets.push(set) - 1;
    this.widths.push(1);
    this.follow.push(new Map());
    const only = new Map([[at, 1]]);
    return { first: only, last: only, empty: 0 };
  }

  /** As often as it must, then in a loop as often as it may. */
  #copies(min: number, max: number | undefined, make: () => Piece, width: number | undefined): Piece {
    let piece = EMPTY;
    for (let i = 0; i < Math.min(min, MOST_COPIES); i += 1) piece = this.#behind(piece, make());
    if (max === min) return piece;
    const from = this.sets.length;
    const loop = this.#loop(make());
    for (let at = from; at < this.sets.length; at += 1)
      this.widths[at] = width === undefined ? undefined : width - min + 1;
    return this.#behind(piece, loop);
  }

  #group({ body, min, max }: Language & { readonly kind: 'times' }): Piece {
    const make = (): Piece => this.piece(body);
    if (max === undefined || max > MOST_GROUPS) {
      const once = min > 0 ? make() : EMPTY;
      const from = this.sets.length;
      const loop = this.#loop(make());
      for (let at = from; at < this.sets.length; at += 1) {
        const width = this.widths[at];
        this.widths[at] = max === undefined || width === undefined ? undefined : width * max;
      }
      return this.#behind(once, loop);
    }
    let piece = EMPTY;
    for (let i = 0; i < max; i += 1) {
      const next = make();
      piece = this.#behind(piece, i < min ? next : either(next, EMPTY));
    }
    return piece;
  }

  /** An engine gives up on a round that reads nothing, so a loop matches the empty text in one way. */
  #loop(body: Piece): Piece {
    this.#join(body.last, body.first);
    return { ...body, empty: 1 };
  }

  #behind(a: Piece, b: Piece): Piece {
    this.#join(a.last, b.first);
    return {
      first: sum(a.first, b.first, a.empty),
      last: sum(b.last, a.last, b.empty),
      empty: Math.min(2, a.empty * b.empty),
    };
  }

  #join(from: ReadonlyMap<number, number>, to: ReadonlyMap<number, number>): void {
    for (const [one, ways] of from) {
      for (const [other, more] of to) {
        const follow = this.follow[one] as Map<number, number>;
        follow.set(other, Math.min(2, (follow.get(other) ?? 0) + ways * more));
      }
    }
  }
}

const either = (a: Piece, b: Piece): Piece => ({
  first: sum(a.first, b.first, 1),
  last: sum(a.last, b.last, 1),
  empty: Math.min(2, a.empty + b.empty),
});

/** The places of both, those of the second as often as said. */
function sum(
  a: ReadonlyMap<number, number>,
  b: ReadonlyMap<number, number>,
  times: number,
): ReadonlyMap<number, number> {
  if (times === 0 || b.size === 0) return a;
  const all = new Map(a);
  for (const [at, ways] of b) all.set(at, Math.min(2, (all.get(at) ?? 0) + ways * times));
  return all;
}
