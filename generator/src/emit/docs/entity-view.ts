import { keyTemplate } from '../../keys/key-template.js';
import type { Entity, Key } from '../../model/entity.js';
import type { Model } from '../../model/model.js';
import type { Table } from '../../model/table.js';
import { scopeOf } from '../../policy/derive-required-access.js';
import { camelCase } from '../../text/names.js';
import { type FieldView, fieldView } from './field-view.js';
import { code, id, key, type Span, type Words } from './span.js';

/** One way to read an entity: its primary key, or a key of an index. */
export interface PatternView {
  readonly name: string;
  /** The calls of the generated client that use it: `member.byStatus({ tenantId, status })`. */
  readonly calls: readonly Span[];
  readonly index: Span | undefined;
  readonly partitionKey: Span;
  readonly partition: Span;
  readonly sortKey: Span | undefined;
  readonly sort: Span | undefined;
  readonly scope: string;
  /** Of an index, `read by user`: the partition belongs to another scope than the item. */
  readonly foreign: boolean;
}

export interface EntityView {
  readonly id: Span;
  readonly name: string;
  readonly description: string | undefined;
  readonly table: Span;
  readonly tableId: Span;
  readonly scope: string;
  readonly patterns: readonly PatternView[];
  readonly fields: readonly FieldView[];
  /** Unique attributes, locking, shards, guards. */
  readonly rules: readonly Words[];
}

export function entityView(model: Model, entity: Entity): EntityView {
  const table = model.tables.find(({ name }) => name === entity.table);
  return {
    id: id('entity', entity.name),
    name: entity.name,
    description: entity.description,
    table: code(entity.table),
    tableId: id('table', entity.table),
    scope: entity.key.scope ?? 'unscoped',
    patterns: [undefined, ...entity.accessPatterns.map(({ name }) => name)].map((name) =>
      patternView(model, entity, table, name),
    ),
    fields: entity.attributes.map(fieldView),
    rules: rules(entity),
  };
}

function patternView(model: Model, entity: Entity, table: Table | undefined, name: string | undefined): PatternView {
  const pattern = entity.accessPatterns.find((each) => each.name === name);
  const index = table?.indexes.find((each) => each.name === pattern?.index);
  const its: Key = pattern ?? entity.key;
  const owner = scopeOf(model, its.scope)?.parameter;
  const sortKey = (index ?? table)?.sortKey;
  return {
    name: name ?? 'primary',
    calls: callsOf(entity, its, name),
    index: pattern && code(pattern.index),
    partitionKey: code(index?.partitionKey ?? table?.partitionKey ?? ''),
    partition: key(its.partition, owner),
    sortKey: its.sort === undefined || sortKey === undefined ? undefined : code(sortKey),
    sort: its.sort === undefined ? undefined : key(its.sort, owner),
    scope: its.scope ?? 'unscoped',
    foreign: its.scope !== entity.key.scope,
  };
}

function callsOf(entity: Entity, { partition, sort }: Key, name: string | undefined): readonly Span[] {
  const call = (method: string, ...templates: readonly string[]): Span =>
    code(`${camelCase(entity.name)}.${method}${argumentOf(entity, templates)}`);
  if (name !== undefined) return [call(name, partition)];
  // A sort key without a parameter is one item.
  const one = sort === undefined || keyTemplate(sort).parameters.length === 0;
  return [call('get', partition, ...(sort === undefined ? [] : [sort])), ...(one ? [] : [call('query', partition)])];
}

/** The parameters of templates, without the shard: the client knows it, or asks them all. */
function argumentOf({ shard }: Entity, templates: readonly string[]): string {
  const names = templates.flatMap((text) => keyTemplate(text).parameters.map((parameter) => parameter.name));
  const given = [...new Set(names)].filter((name) => shard === undefined || name !== 'shard');
  return given.length === 0 ? '()' : `({ ${given.join(', ')} })`;
}

function rules({ unique, version, shard, writeGuard }: Entity): readonly Words[] {
  return [
    ...unique.map((names): Words => ['Unique within its scope:', code(names.join(', '))]),
    ...(version === undefined ? [] : [['Optimistic locking by the attribute', code(version)]]),
    ...(shard === undefined ? [] : [[`Spread over ${shard.count} shards by`, code(shard.of)]]),
    ...(writeGuard === undefined
      ? []
      : [
          [
            'A write checks in the same transaction that',
            code(`${writeGuard.entity}.${writeGuard.attribute}`),
            'contains',
            code(writeGuard.contains),
          ],
        ]),
  ];
}
