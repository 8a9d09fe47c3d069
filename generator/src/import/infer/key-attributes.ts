import { camelCase } from '../../text/names.js';
import type { WorkbenchItem, WorkbenchTable } from '../nosql-workbench/workbench-model.js';
import { textOf } from './group-items.js';
import { splitKey } from './split-key.js';
import { freeName, isOpaque } from './words.js';

/** The key attributes of one table or index in DynamoDB, as the schema will have them. */
export interface KeyNames {
  readonly partition: string;
  readonly sort?: string;
}

export interface TableKeyNames {
  readonly table: KeyNames;
  readonly indexes: ReadonlyMap<string, KeyNames>;
  /** Attributes of the model that hold a key and nothing else. */
  readonly pure: ReadonlySet<string>;
  /** Old and new name, where they differ. */
  readonly renamed: readonly (readonly [old: string, name: string])[];
}

/**
 * An attribute such as `customerId` that is also a key becomes two: it stays what it is, and the key, which will begin
 * with the scope, gets an attribute of its own. So does an attribute that is a partition key here and a sort key there.
 */
export function keyAttributes(table: WorkbenchTable): TableKeyNames {
  const items = [...table.items, ...table.facets.flatMap((facet) => facet.items)];
  const uses = usesOf(table);
  const pure = new Set([...uses.keys()].filter((name) => isOpaque(name) || isComposite(name, items)));
  const taken = new Set([...items.flatMap((item) => [...item.keys()]), ...table.attributeTypes.keys(), ...uses.keys()]);
  const renamed: (readonly [string, string])[] = [];
  const choose = (name: string, role: 'partition' | 'sort', wanted: string, keeps: boolean): string => {
    if (keeps && pure.has(name)) return name;
    const chosen = freeName(wanted, (candidate) => taken.has(candidate));
    taken.add(chosen);
    renamed.push([`${name} (${role} key)`, chosen]);
    return chosen;
  };
  const { partition, sort } = table.key;
  const own: KeyNames = {
    partition: choose(partition.name, 'partition', 'pk', true),
    ...(sort && { sort: choose(sort.name, 'sort', 'sk', true) }),
  };
  const indexes = new Map(
    table.indexes.map(({ name, kind, key }) => {
      const base = camelCase(name) || 'index';
      const single = (attribute: string): boolean => uses.get(attribute)?.size === 1;
      const names: KeyNames = {
        partition:
          kind === 'local'
            ? own.partition
            : choose(key.partition.name, 'partition', `${base}pk`, single(key.partition.name)),
        ...(key.sort && { sort: choose(key.sort.name, 'sort', `${base}sk`, single(key.sort.name)) }),
      };
      return [name, names];
    }),
  );
  return { table: own, indexes, pure, renamed };
}

function usesOf({ key, indexes }: WorkbenchTable): Map<string, Set<string>> {
  const uses = new Map<string, Set<string>>();
  const use = (name: string, role: string): void => void uses.set(name, (uses.get(name) ?? new Set()).add(role));
  for (const { partition, sort } of [
    key,
    ...indexes.filter(({ kind }) => kind === 'global').map((index) => index.key),
  ]) {
    use(partition.name, 'partition');
    if (sort !== undefined) use(sort.name, 'sort');
  }
  for (const index of indexes)
    if (index.kind === 'local' && index.key.sort !== undefined) use(index.key.sort.name, 'sort');
  return uses;
}

const isComposite = (name: string, items: readonly WorkbenchItem[]): boolean => {
  const values = items.flatMap((item) => textOf(item, name) ?? []);
  return values.length > 0 && values.every((value) => splitKey(value).length > 1);
};
