import { type CharSet, intersection } from './char-set.js';
import type { Language } from './language.js';
import { type Positions, positionsOf } from './positions.js';
import { regularExpression } from './regular-expression.js';

/** How long an engine that tries every way may take to say that a text does not match. */
export type Backtracking =
  | { readonly kind: 'harmless' }
  /** The number of ways doubles with every few characters. */
  | { readonly kind: 'exponential' }
  /** So many ways for a text of the given length; `length`: the longest text for which they are few enough. */
  | { readonly kind: 'slow'; readonly length: number }
  /** It refers to an earlier group, or is too large to be looked through. */
  | { readonly kind: 'unknown'; readonly why: string };

/** More ways than this take longer than a request should: about a tenth of a second. */
const MOST_WAYS = 10_000_000;

/** The longest text that an item can hold, in characters: it has 400 KB. */
const LONGEST = 409_600;

/** Steps after which the search gives up. */
const PATIENCE = 2_000_000;

const HARMLESS: Backtracking = { kind: 'harmless' };

/** Judges a pattern for texts of at most `longest` characters, without running it. Takes the worse side where it is not exact. */
export function backtracking(pattern: string, longest: number = LONGEST): Backtracking {
  const expression = regularExpression(pattern);
  if (expression === undefined)
    return { kind: 'unknown', why: 'refers to an earlier group, or uses what no automaton can do' };
  const { alternatives, assertions, exact } = expression;
  const bodies = [
    ...alternatives.map(({ from, to, body }) => positionsOf(to || !exact ? body : withoutTail(body), from)),
    ...assertions.map(({ body, leading }) => positionsOf(body, leading)),
  ];
  const found = bodies.map((positions) => judge(positions, longest));
  const worst = (kind: Backtracking['kind']): Backtracking | undefined => found.find((each) => each.kind === kind);
  return worst('exponential') ?? worst('unknown') ?? worst('slow') ?? HARMLESS;
}

/** Where nothing follows, not the end of the text and no assertion, the last repetitions cannot fail. */
function withoutTail(body: Language): Language {
  switch (body.kind) {
    case 'repeat':
      return { ...body, max: body.min };
    case 'times':
      return body.min === 0 ? { kind: 'sequence', parts: [] } : { ...body, max: body.min };
    case 'sequence': {
      const parts = [...body.parts];
      while (parts.length > 0) {
        const last = withoutTail(parts.pop() as Language);
        if ((last.kind === 'sequence' && last.parts.length === 0) || (last.kind === 'repeat' && last.max === 0))
          continue;
        return { kind: 'sequence', parts: [...parts, last] };
      }
      return { kind: 'sequence', parts };
    }
    default:
      return body;
  }
}

/** Counts the steps of a search and ends it when they are too many. */
class Patience extends Error {
  #left = PATIENCE;
  step(): void {
    this.#left -= 1;
    if (this.#left < 0) throw this;
  }
}

function judge(positions: Positions, longest: number): Backtracking {
  const patience = new Patience();
  try {
    const circles = circlesOf(positions.follow);
    const meets = meeting(positions.sets);
    if (circles.some((circle) => isAmbiguous(circle, positions, meets, patience))) return { kind: 'exponential' };
    return costOf(circles, positions, meets, patience, longest);
  } catch (error) {
    if (error === patience) return { kind: 'unknown', why: 'is too large to be looked through' };
    throw error;
  }
}

type Meets = (a: number, b: number) => boolean;

/** Makes a memoized check of whether two places can read one character. */
function meeting(sets: readonly CharSet[]): Meets {
  const known = new Map<number, boolean>();
  return (a, b) => {
    const pair = a * sets.length + b;
    const found = known.get(pair) ?? (a === b || intersection(sets[a] ?? [], sets[b] ?? []).length > 0);
    known.set(pair, found);
    return found;
  };
}

/** Returns whether a text leads in two ways from a place of a circle back to it: each round doubles the ways. */
function isAmbiguous(
  circle: ReadonlySet<number>,
  { follow, sets }: Positions,
  meets: Meets,
  patience: Patience,
): boolean {
  const pairs = new Set([...circle].map((at) => at * sets.length + at));
  for (const pair of pairs) {
    const [left, right] = [Math.floor(pair / sets.length), pair % sets.length];
    for (const [a, ways] of follow[left] ?? []) {
      if (!circle.has(a)) continue;
      if (left === right && ways > 1) return true;
      for (const b of follow[right]?.keys() ?? []) {
        patience.step();
        if (!circle.has(b) || !meets(a, b)) continue;
        // Both ways have come together again.
        if (a === b && left !== right) return true;
        pairs.add(a * sets.length + b);
      }
    }
  }
  return false;
}

/** The ways multiply where one text can be split between circles that follow each other. */
function costOf(
  circles: readonly ReadonlySet<number>[],
  positions: Positions,
  meets: Meets,
  patience: Patience,
  longest: number,
): Backtracking {
  const widths = circles.map((circle) =>
    Math.max(...[...circle].map((at) => Math.min(longest, positions.widths[at] ?? longest))),
  );
  const unbounded = circles.map((circle) => [...circle].some((at) => positions.widths[at] === undefined));
  let worst: Chain = { ways: 1, rounds: 0, links: 0 };
  // Circles come in an order in which later ones lead to earlier ones only.
  const chains: Chain[] = [];
  circles.forEach((circle, i) => {
    const behind = chains.filter((_, j) => splits(circle, circles[j] ?? new Set(), positions, meets, patience));
    const next = behind.reduce<Chain>((a, b) => (b.ways > a.ways ? b : a), { ways: 1, rounds: 0, links: 0 });
    const own = widths[i] ?? 1;
    chains.push({ ways: next.ways * own, rounds: next.rounds + (unbounded[i] ? 1 : 0), links: next.links + 1 });
    const found = chains.at(-1) as Chain;
    if (found.links > 1 && found.ways > worst.ways) worst = found;
  });
  if (worst.ways <= MOST_WAYS) return HARMLESS;
  const fixed = worst.ways / longest ** worst.rounds;
  const length = Math.floor((MOST_WAYS / fixed) ** (1 / Math.max(1, worst.rounds)));
  return { kind: 'slow', length: length >= 1 ? length : 1 };
}

interface Chain {
  readonly ways: number;
  /** How many of its circles only the text limits. */
  readonly rounds: number;
  readonly links: number;
}

/** Returns whether one text leads round the first circle, from it to the second, and round the second. */
function splits(
  one: ReadonlySet<number>,
  other: ReadonlySet<number>,
  { follow, sets }: Positions,
  meets: Meets,
  patience: Patience,
): boolean {
  const size = sets.length;
  const idOf = (x: number, y: number, z: number): number => (x * size + y) * size + z;
  for (const from of one) {
    for (const to of other) {
      const goal = idOf(from, to, to);
      const seen = new Set([idOf(from, from, to)]);
      for (const id of seen) {
        const [x, y, z] = [Math.floor(id / size / size), Math.floor(id / size) % size, id % size];
        for (const a of follow[x]?.keys() ?? []) {
          if (!one.has(a)) continue;
          for (const c of follow[z]?.keys() ?? []) {
            if (!other.has(c) || !meets(a, c)) continue;
            for (const b of follow[y]?.keys() ?? []) {
              patience.step();
              if (meets(a, b) && meets(b, c)) seen.add(idOf(a, b, c));
            }
          }
        }
        if (seen.has(goal)) return true;
      }
    }
  }
  return false;
}

/**
 * Returns the circles of a graph: its strongly connected parts that hold an edge. Of two, the one that leads to the other comes later
 * (Tarjan's order).
 */
function circlesOf(follow: readonly ReadonlyMap<number, number>[]): readonly ReadonlySet<number>[] {
  const found: ReadonlySet<number>[] = [];
  const order = new Map<number, number>();
  const low = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  const visit = (at: number): void => {
    order.set(at, order.size);
    low.set(at, order.get(at) as number);
    open.push(at);
    isOpen.add(at);
    for (const next of follow[at]?.keys() ?? []) {
      if (!order.has(next)) visit(next);
      if (isOpen.has(next)) low.set(at, Math.min(low.get(at) as number, low.get(next) as number));
    }
    if (low.get(at) !== order.get(at)) return;
    const part = open.splice(open.indexOf(at));
    for (const each of part) isOpen.delete(each);
    if (part.length > 1 || follow[at]?.has(at)) found.push(new Set(part));
  };
  follow.forEach((_, at) => {
    if (!order.has(at)) visit(at);
  });
  return found;
}
