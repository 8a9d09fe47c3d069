import type { WorkbenchFacet, WorkbenchItem, WorkbenchTable } from '../nosql-workbench/workbench-model.js';
import { outline, splitKey } from './split-key.js';
import { isWord } from './words.js';

/** Sample items that are of one entity type. */
export interface Group {
  /** Its name in the model; absent where only the form of the keys tells it apart. */
  readonly name?: string;
  readonly origin: string;
  readonly items: readonly WorkbenchItem[];
  readonly facet?: WorkbenchFacet;
}

const TYPE_ATTRIBUTE = /^_*(?:entity|item|record|object)?[-_]?(?:type|kind|entity|typename)_*$/i;

/** The attribute in which each item of the table says what it is. */
export const typeAttribute = ({ items, facets }: WorkbenchTable): string | undefined => {
  const all = [...items, ...facets.flatMap((facet) => facet.items)];
  const [first] = all;
  return [...(first?.keys() ?? [])].find(
    (name) => TYPE_ATTRIBUTE.test(name) && all.every((item) => isWord(textOf(item, name) ?? '')) && isSmall(all, name),
  );
};

/** Two items of each kind or more on average; a column of different words is a value and not a kind. */
const isSmall = (items: readonly WorkbenchItem[], name: string): boolean =>
  items.length < 4 || new Set(items.map((item) => textOf(item, name))).size <= items.length * 0.75;

/** Entities: by facet, else by an attribute that names the type, else by the form of the keys. */
export function groupItems(all: WorkbenchTable): readonly Group[] {
  const table = withKeys(all);
  const { facets, items } = table;
  const given = facets.map(
    (facet): Group => ({ name: facet.name, origin: `the facet \`${facet.name}\``, items: facet.items, facet }),
  );
  const placed = given.map((group) => ({
    ...group,
    items: [...group.items, ...items.filter((item) => facetOf(item, table) === group.facet)],
  }));
  const free = items.filter((item) => facetOf(item, table) === undefined);
  const type = typeAttribute(table);
  const others =
    type === undefined
      ? byForm(free, table)
      : [...grouped(free, (item) => textOf(item, type) ?? '')].map(
          ([name, same]): Group => ({
            name,
            origin: `\`${type}\` = \`${name}\``,
            items: same,
          }),
        );
  const found = [...placed, ...others].flatMap((group) => byOutline(group, table));
  return found.length > 0 ? found : [{ name: table.name, origin: `the table \`${table.name}\``, items: [] }];
}

/** Items without a text or a number for a key show no key. */
function withKeys(table: WorkbenchTable): WorkbenchTable {
  const { partition, sort } = table.key;
  const hasKey = (item: WorkbenchItem): boolean =>
    [partition, sort].every((attribute) => attribute === undefined || textOf(item, attribute.name) !== undefined);
  return {
    ...table,
    items: table.items.filter(hasKey),
    facets: table.facets.map((facet) => ({ ...facet, items: facet.items.filter(hasKey) })),
  };
}

export const textOf = (item: WorkbenchItem, name: string): string | undefined => {
  const sample = item.get(name);
  return sample !== undefined && (sample.type === 'S' || sample.type === 'N') ? String(sample.value) : undefined;
};

/** Items that stand beside the facets belong to the narrowest facet that has all of their attributes. */
function facetOf(item: WorkbenchItem, { facets, key }: WorkbenchTable): WorkbenchFacet | undefined {
  const names = [...item.keys()].filter((name) => name !== key.partition.name && name !== key.sort?.name);
  return [...facets]
    .sort((a, b) => a.attributes.length - b.attributes.length)
    .find(({ attributes }) => names.every((name) => attributes.includes(name)));
}

function byForm(items: readonly WorkbenchItem[], table: WorkbenchTable): Group[] {
  const { partition, sort } = table.key;
  const formOf = (item: WorkbenchItem): string =>
    JSON.stringify([
      form(textOf(item, partition.name) ?? '', partition.name),
      sort && (loneWord(item, items, table) ?? form(textOf(item, sort.name) ?? '', sort.name)),
    ]);
  return [...grouped(items, formOf).values()].map((same) => ({ origin: `the table \`${table.name}\``, items: same }));
}

/** Words that begin a key or follow an id are fixed text, unless the key's own name says what its parts are (`Status#Date`). */
function form(key: string, name: string): string {
  const parts = splitKey(key);
  if (parts.length === 1 || splitKey(name).length === parts.length) return outline(parts);
  let fixed = false;
  return parts
    .map(({ delimiter, text }) => {
      fixed = !fixed && (isWord(text) || text === '');
      return `${delimiter}${fixed ? text : '*'}`;
    })
    .join('');
}

/** A sort key such as `profile`, where a few words stand for items with different attributes. */
function loneWord(item: WorkbenchItem, items: readonly WorkbenchItem[], { key }: WorkbenchTable): string | undefined {
  const name = key.sort?.name ?? '';
  const word = textOf(item, name) ?? '';
  if (!isWord(word) || splitKey(word).length > 1) return undefined;
  const words = grouped(
    items.filter((other) => isWord(textOf(other, name) ?? '') && splitKey(textOf(other, name) ?? '').length === 1),
    (other) => textOf(other, name) ?? '',
  );
  const shapes = new Set([...words.values()].map(([first]) => [...(first?.keys() ?? [])].sort().join()));
  return words.size <= 3 && shapes.size === words.size ? word : undefined;
}

/** One type of the model may have keys of different forms, and a template has one form. */
function byOutline(group: Group, { key }: WorkbenchTable): Group[] {
  const outlineOf = (item: WorkbenchItem): string =>
    [key.partition, key.sort]
      .map((attribute) => attribute && outline(splitKey(textOf(item, attribute.name) ?? '')))
      .join(' ');
  const groups = [...grouped(group.items, outlineOf).values()];
  return groups.length <= 1 ? [group] : groups.map((items) => ({ ...group, items }));
}

function grouped<Item>(items: readonly Item[], by: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}
