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

/** What was found of pairs of families, by their ids. */
export interface FamilyCache {
  readonly overlaps: Map<string, boolean>;
  readonly outside: Map<string, string | undefined>;
}

export const familyCache = (): FamilyCache => ({ overlaps: new Map(), outside: new Map() });

/** Whether two families share a text. */
export function overlap(a: Family, b: Family, { overlaps }: FamilyCache): boolean {
  if (a.id === b.id) return true;
  if (beginApart(a.leading, b.leading)) return false;
  const id = `${a.id}\n${b.id}`;
  const known = overlaps.get(id) ?? commonText(a.chain, b.chain) !== undefined;
  overlaps.set(id, known);
  return known;
}

/** A shortest text of a family that none of the others holds; undefined proves that they cover it. */
export function outside(one: Family, others: readonly Family[], { outside: found }: FamilyCache): string | undefined {
  const near = others.filter(({ leading }) => !beginApart(leading, one.leading));
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
export const distinct = (families: readonly Family[]): readonly Family[] => [
  ...new Map(families.map((each) => [each.id, each])).values(),
];
