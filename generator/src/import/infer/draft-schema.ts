import { camelCase, kebabCase } from '../../text/names.js';
import type { WorkbenchModel, WorkbenchTable } from '../nosql-workbench/workbench-model.js';
import { about, type Draft, type DraftEntity, type DraftIndex, type DraftTable, decide, type Note } from './draft.js';
import { draftEntity } from './draft-entity.js';
import { type Group, groupItems, textOf, typeAttribute } from './group-items.js';
import { inferParts } from './infer-template.js';
import { keyAttributes, type TableKeyNames } from './key-attributes.js';
import { type KeyParts, legendOf, nameEntities } from './name-entities.js';
import { findScope } from './scope.js';
import { freeName } from './words.js';

/** A schema for the model, as far as its facets and sample items tell. Pure, and the same for the same model. */
export function draftSchema(model: WorkbenchModel): Draft {
  const taken = new Set<string>();
  const tables = model.tables.map((table) => ({
    table,
    keyNames: keyAttributes(table),
    marker: typeAttribute(table),
    groups: nameEntities(
      groupItems(table).map((group) => ({ ...group, parts: partsOf(group, table) })),
      table,
      taken,
    ),
  }));
  const groups = tables.flatMap((found) => found.groups);
  const scope = findScope(groups);
  const legend = new Map([
    ...legendOf(groups),
    ...(scope.found ? [[scope.literal.slice(0, -1), scope.name] as const] : []),
  ]);
  const names: string[] = [];
  const named = tables.map((found) => {
    const name = freeName(identifier(found.table.name, 'table'), (other) => names.includes(other));
    names.push(name);
    return { ...found, name };
  });
  const entities = named.flatMap(({ name, table, keyNames, marker, groups: own }) =>
    own.map((group) => draftEntity(group, { table, tableName: name, keyNames, scope, legend, marker })),
  );
  return {
    service: serviceName(model.name),
    title: model.name,
    scope,
    tables: named.map(({ name, table, keyNames, marker }) =>
      withKnownProjections(draftTable(name, table, keyNames, marker), entities),
    ),
    entities,
  };
}

const serviceName = (text: string): string =>
  kebabCase(text)
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-$/, '') || 'imported-model';

/** Indexes copy what some entity stores; a model may list keys, and attributes that no item has. */
function withKnownProjections(table: DraftTable, entities: readonly DraftEntity[]): DraftTable {
  const own = entities.filter((entity) => entity.table === table.name);
  const stored = new Set(own.flatMap(({ attributes }) => attributes.map(({ name, stored = name }) => stored)));
  const indexes = table.indexes.map((index): DraftIndex => {
    if (typeof index.projection === 'string') return index;
    const known = [...new Set(index.projection)].filter((name) => stored.has(name));
    return { ...index, projection: known.length > 0 ? known : 'keys-only' };
  });
  return { ...table, indexes };
}

function partsOf({ items }: Group, { key: { partition, sort } }: WorkbenchTable): KeyParts {
  const parts = (name: string, role: 'partition' | 'sort') =>
    inferParts(
      items.flatMap((item) => textOf(item, name) ?? []),
      name,
      role,
      () => false,
    );
  return { partition: parts(partition.name, 'partition'), sort: sort && parts(sort.name, 'sort') };
}

function draftTable(name: string, table: WorkbenchTable, keys: TableKeyNames, marker: string | undefined): DraftTable {
  const notes: Note[] = [];
  for (const [old, chosen] of keys.renamed)
    notes.push(
      decide(
        `\`${chosen}\` is \`${old}\` in the model. DynamoDB cannot rename a key, so an existing table or index does not fit.`,
      ),
    );
  const numbers = [table.key, ...table.indexes.map(({ key }) => key)].flatMap(({ partition, sort }) =>
    [partition, sort].flatMap((key) => (key !== undefined && key.type !== 'S' ? [key.name] : [])),
  );
  for (const key of new Set(numbers))
    notes.push(decide(`\`${key}\` is not text in the model; here all keys are text, and numbers in them are padded.`));
  if (marker !== undefined)
    notes.push(about(`\`${marker}\` tells entities apart; it will hold their names as they are written here.`));
  return {
    name,
    realName: table.name,
    partitionKey: keys.table.partition,
    ...(keys.table.sort !== undefined && { sortKey: keys.table.sort }),
    ...(marker !== undefined && { marker }),
    indexes: table.indexes.map(({ name: index, kind, projection }): DraftIndex => {
      const own = keys.indexes.get(index);
      return {
        name: index,
        ...(kind === 'global' && own !== undefined && { partitionKey: own.partition }),
        ...(own?.sort !== undefined && { sortKey: own.sort }),
        projection,
      };
    }),
    notes,
  };
}

const identifier = (text: string, otherwise: string): string => {
  const name = camelCase(text)
    .replace(/^[^A-Za-z]+/, '')
    .slice(0, 48);
  return name === '' || name === 'constructor' || name === 'toString'
    ? otherwise
    : name.charAt(0).toLowerCase() + name.slice(1);
};
