import { mayMeet, type PrefixIndex, prefixIndex } from '../../keys/prefix-index.js';
import { beginApart, type Chain, leadingText } from './chain.js';
import { commonText } from './common.js';
import { textOutside } from './outside.js';

/** A chain with what makes it quick to compare with many. */
export interface Family {
  readonly chain: Chain;
  readonly leading: string;
  /** Equal for chains that are written alike. */
  readonly id: string;
}

export const family = (chain: Chain): Family => ({
  chain,
  leading: leadingText(chain),
  id: chain.map((step) => step.character ?? `\u0000${step.class ?? ''}${step.loop ? '*' : ''}`).join(''),
});

/** Overlaps of pairs of families, by their ids. */
export interface FamilyCache {
  readonly overlaps: Map<string, boolean>;
  readonly outside: Map<string, string | undefined>;
}

export const familyCache = (): FamilyCache => ({ overlaps: new Map(), outside: new Map() });

/** Returns whether two families share a text. */
export function overlap(a: Family, b: Family, { overlaps }: FamilyCache): boolean {
  if (a.id === b.id) return true;
  if (beginApart(a.leading, b.leading)) return false;
  const id = `${a.id}\n${b.id}`;
  const known = overlaps.get(id) ?? commonText(a.chain, b.chain) !== undefined;
  overlaps.set(id, known);
  return known;
}

/** Families among which those near another are looked for. */
export interface Families {
  readonly all: readonly Family[];
  readonly byLeading: PrefixIndex<number>;
}

/** One of each id, in the order given, made quick to search. */
export function families(given: Iterable<Family>): Families {
  const all = distinct(given);
  return { all, byLeading: prefixIndex(all.map(({ leading }, i) => [leading, i])) };
}

/** Those that may share a text with a family, in their order. */
const nearTo = ({ all, byLeading }: Families, { leading }: Family): readonly Family[] =>
  [...mayMeet(byLeading, leading)].sort((a, b) => a - b).flatMap((i) => all[i] ?? []);

/** Returns whether a family shares a text with one of others. */
export const overlapsAny = (others: Families, one: Family, cache: FamilyCache): boolean =>
  nearTo(others, one).some((other) => overlap(other, one, cache));

/** A shortest text of a family that none of the others holds; undefined proves that they cover it. */
export function outside(one: Family, others: Families, { outside: found }: FamilyCache): string | undefined {
  const near = nearTo(others, one);
  if (near.some(({ id }) => id === one.id)) return undefined;
  const id = [one.id, ...near.map((other) => other.id)].join('\n');
  if (!found.has(id)) {
    found.set(
      id,
      textOutside(
        one.chain,
        near.map(({ chain }) => chain),
      ),
    );
  }
  return found.get(id);
}

/** One of each id, in the order given. */
const distinct = (given: Iterable<Family>): readonly Family[] => [
  ...new Map(Array.from(given, (each) => [each.id, each])).values(),
];
