import type { Entity } from '../model/entity.js';
import type { Model } from '../model/model.js';
import { parametersIn } from './derived-sources.js';
import type { DataAction, RequiredAccess } from './required-access.js';

/**
 * The stored names that `dynamodb:Attributes` must allow for a grant limited to some attributes: those, the keys, which IAM
 * asks for, and what the generated client names besides. Undefined for a grant without limit.
 */
export function limitedAttributes(
  model: Model,
  entity: Entity,
  { action, index, implied }: Pick<RequiredAccess, 'action' | 'index' | 'implied'>,
  granted: readonly string[] | undefined,
): readonly string[] | undefined {
  if (granted === undefined) return undefined;
  const table = model.tables.find(({ name }) => name === entity.table);
  const on = table?.indexes.find(({ name }) => name === index);
  const stored = (name: string): string =>
    entity.attributes.find((attribute) => attribute.name === name)?.storedName ?? name;
  const names = [
    table?.partitionKey,
    table?.sortKey,
    on?.partitionKey,
    on?.sortKey,
    ...granted.map(stored),
    ...(isRead(action) ? [table?.marker, ...scopeParameters(model, entity, index).map(stored)] : []),
    ...(action === 'UpdateItem' ? writtenByUpdates(entity, granted).map(stored) : []),
    ...(action === 'UpdateItem' ? updatedKeys(model, entity, granted) : []),
    ...(action === 'UpdateItem' || implied === 'derived-value' ? derivedFrom(entity, granted).map(stored) : []),
  ];
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

const isRead = (action: DataAction): boolean =>
  action === 'GetItem' || action === 'BatchGetItem' || action === 'Query' || action === 'Scan';

/** Every read asks for them, to verify whose an item is. */
export function scopeParameters({ scopes }: Model, entity: Entity, index: string | undefined): readonly string[] {
  const key = entity.accessPatterns.find((pattern) => pattern.index === index) ?? entity.key;
  return scopes.flatMap(({ name, parameter }) => (name === key.scope && parameter !== undefined ? [parameter] : []));
}

/** Returns what an update of the granted attributes reads besides, to derive computed attributes and index keys. */
function derivedFrom(entity: Entity, granted: readonly string[]): readonly string[] {
  const changed = changedBy(entity, granted);
  const derivations = [
    ...entity.accessPatterns.map(({ partition, sort }) => [partition, sort]),
    ...entity.attributes.map(({ compute }) => [compute]),
  ].map((texts) => parametersIn(entity, texts));
  const touched = derivations.filter((names) => [...names].some((name) => changed.has(name)));
  // The caller names the primary key, and the time of an update is made.
  const given = parametersIn(entity, [entity.key.partition, entity.key.sort]);
  return entity.attributes
    .filter(({ name, generate }) => generate !== 'updated' && !given.has(name))
    .flatMap(({ name }) => (touched.some((names) => names.has(name)) ? [name] : []));
}

function changedBy({ attributes }: Entity, granted: readonly string[]): ReadonlySet<string> {
  return new Set([...granted, ...attributes.flatMap(({ name, generate }) => (generate === 'updated' ? [name] : []))]);
}

/** The version, the time, and what is made of the granted attributes: every update writes these by itself. */
export function writtenByUpdates(entity: Entity, granted: readonly string[]): readonly string[] {
  const changed = changedBy(entity, granted);
  const times = entity.attributes.filter(({ generate }) => generate === 'updated').map(({ name }) => name);
  const computed = entity.attributes.filter(({ compute }) => feeds(entity, compute, changed)).map(({ name }) => name);
  return [...(entity.version === undefined ? [] : [entity.version]), ...times, ...computed];
}

/** The key attributes of indexes that are derived anew when one of the granted attributes changes. */
function updatedKeys(model: Model, entity: Entity, granted: readonly string[]): readonly string[] {
  const changed = changedBy(entity, granted);
  const indexes = model.tables.find(({ name }) => name === entity.table)?.indexes ?? [];
  return entity.accessPatterns
    .filter(({ partition, sort }) => feeds(entity, partition, changed) || feeds(entity, sort, changed))
    .flatMap(({ index }) => indexes.filter(({ name }) => name === index))
    .flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey].filter((name) => name !== undefined));
}

const feeds = (entity: Entity, text: string | undefined, changed: ReadonlySet<string>): boolean =>
  [...parametersIn(entity, [text])].some((name) => changed.has(name));
