import type { WorkbenchTable } from '../nosql-workbench/workbench-model.js';
import type { Group } from './group-items.js';
import type { Part } from './infer-template.js';
import { entityName, freeName } from './words.js';

/** A group with the form of its keys and a name of its own. */
export interface NamedGroup extends Group {
  readonly entity: string;
  readonly parts: KeyParts;
}

export interface KeyParts {
  readonly partition: readonly Part[] | undefined;
  readonly sort: readonly Part[] | undefined;
}

/** Words that say which part of something an item is, and not what the thing is. */
const PART_WORDS = /^(?:meta|metadata|info|profile|details?|data|root|a|#)$/i;

/** Names for the entities of a table: the model's own, else words of their keys, else that of the table. */
export function nameEntities(
  groups: readonly (Group & { readonly parts: KeyParts })[],
  table: WorkbenchTable,
  taken: Set<string>,
): NamedGroup[] {
  const otherwise = entityName(table.name.replace(/[-_ ]?table$/i, ''), 'Item');
  return groups.map((group, i) => {
    // Of what the model takes for one, the first keeps the name.
    const isFurther = group.name !== undefined && groups.findIndex(({ name }) => name === group.name) < i;
    const [word = ''] = isFurther ? wordsOf(group.parts.sort).slice(-1) : [];
    const own = group.name === undefined ? (groups.length === 1 ? '' : nameOf(group.parts)) : `${group.name} ${word}`;
    const base = entityName(own, otherwise);
    // File names do not tell capital and small letters apart.
    const entity = freeName(base, (name) => taken.has(name.toLowerCase()));
    taken.add(entity.toLowerCase());
    return { ...group, entity };
  });
}

function nameOf({ partition, sort }: KeyParts): string {
  const [owner = prefixOf(partition)] = wordsOf(partition);
  const words = [...new Set([...wordsOf(partition).slice(1), ...wordsOf(sort)])];
  if (words.length === 0 || words.every((word) => PART_WORDS.test(word))) return [owner, ...words].join(' ');
  return words.join(' ');
}

const wordsOf = (parts: readonly Part[] = []): string[] =>
  parts.flatMap((part) => (part.kind === 'literal' && /\p{L}{2}/u.test(part.text) ? [part.text.toLowerCase()] : []));

/** `Complaint` of `Complaint123` and `Complaint7`. */
export function prefixOf(parts: readonly Part[] = []): string {
  const [column] = parts.filter((part) => part.kind === 'column');
  const prefixes = new Set(column?.values.map((value) => /^([A-Za-z]{3,})[-_]?\d+$/.exec(value)?.[1] ?? ''));
  return prefixes.size === 1 ? ([...prefixes][0] as string) : '';
}

/** Maps short literals such as `c` in `c#123` to the entity whose own keys end in them. */
export function legendOf(groups: readonly NamedGroup[]): ReadonlyMap<string, string> {
  const claims = new Map<string, Set<string>>();
  for (const { entity, parts } of groups) {
    const literal = lastLiteral(parts.sort) ?? lastLiteral(parts.partition);
    if (literal !== undefined) claims.set(literal, (claims.get(literal) ?? new Set()).add(entity));
  }
  const own = groups.flatMap(({ entity, parts }): [string, string][] => {
    const literal = lastLiteral(parts.partition);
    const isAlone = parts.partition?.length === 2 && parts.sort?.length === 2;
    return isAlone && literal !== undefined && literal === lastLiteral(parts.sort) ? [[literal, entity]] : [];
  });
  const unclaimed = [...claims].flatMap(([literal, entities]): [string, string][] =>
    entities.size === 1 ? [[literal, [...entities][0] as string]] : [],
  );
  return new Map([...unclaimed, ...own]);
}

/** The literal right before the last column. */
function lastLiteral(parts: readonly Part[] = []): string | undefined {
  const at = parts.findLastIndex(({ kind }) => kind === 'column');
  const before = parts[at - 1];
  return before?.kind === 'literal' && before.text !== '' ? before.text : undefined;
}
