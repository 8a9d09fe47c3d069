import type { Model } from '../../model/model.js';
import type { Index, Table } from '../../model/table.js';
import { scopeOf } from '../../policy/derive-required-access.js';
import { code, id, key, type Span, type Words } from './span.js';

/** A key of a table or index, and every entity that has it: what a partition holds at a glance. */
export interface TableKeyView {
  /** Absent for the table itself. */
  readonly index: Span | undefined;
  readonly kind: string;
  readonly partitionKey: Span;
  readonly sortKey: Span | undefined;
  readonly projection: Words;
  readonly items: readonly TableItemView[];
}

export interface TableItemView {
  readonly entity: string;
  readonly entityId: Span;
  /** The name of the access pattern; absent for the primary key. */
  readonly pattern: string | undefined;
  readonly partition: Span;
  readonly sort: Span | undefined;
}

export interface TableView {
  readonly id: Span;
  readonly name: string;
  readonly description: string | undefined;
  readonly names: readonly { readonly environment: string; readonly name: Span }[];
  readonly facts: readonly Words[];
  readonly keys: readonly TableKeyView[];
}

export function tableView(model: Model, table: Table): TableView {
  return {
    id: id('table', table.name),
    name: table.name,
    description: table.description,
    names: model.environments.map(({ name, tables }) => ({
      environment: name,
      name: code(tables[table.name] ?? table.name),
    })),
    facts: [
      ...(table.ttl === undefined ? [] : [['Items expire by', code(table.ttl)]]),
      ...(table.marker === undefined ? [] : [['Entities are distinguished by', code(table.marker)]]),
    ],
    keys: [undefined, ...table.indexes].map((index) => tableKeyView(model, table, index)),
  };
}

function tableKeyView(model: Model, table: Table, index: Index | undefined): TableKeyView {
  const sortKey = (index ?? table).sortKey;
  return {
    index: index && code(index.name),
    kind: index === undefined ? 'table' : `${index.kind} index`,
    partitionKey: code(index?.partitionKey ?? table.partitionKey),
    sortKey: sortKey === undefined ? undefined : code(sortKey),
    projection: projection(index),
    items: items(model, table, index),
  };
}

function projection(index: Index | undefined): Words {
  if (index === undefined || index.projection.kind === 'all') return ['all attributes'];
  if (index.projection.kind === 'keys-only') return ['keys only'];
  return ['keys and', code(index.projection.attributes.join(', '))];
}

const items = (model: Model, table: Table, index: Index | undefined): readonly TableItemView[] =>
  model.entities
    .filter((entity) => entity.table === table.name)
    .flatMap((entity) => {
      const keys =
        index === undefined
          ? [{ ...entity.key, name: undefined }]
          : entity.accessPatterns.filter((pattern) => pattern.index === index.name);
      return keys.map(({ name, partition, sort, scope }) => {
        const owner = scopeOf(model, scope)?.parameter;
        return {
          entity: entity.name,
          entityId: id('entity', entity.name),
          pattern: name,
          partition: key(partition, owner),
          sort: sort === undefined ? undefined : key(sort, owner),
        };
      });
    });
