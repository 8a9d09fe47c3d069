import type { Entity } from '../model/entity.js';
import type { Model } from '../model/model.js';

/**
 * The stored names that `dynamodb:Attributes` must allow for a grant limited to some attributes: those, and what
 * every request names besides: the key attributes, the marker, the version. Undefined for a grant without limit.
 */
export function limitedAttributes(
  model: Model,
  entity: Entity,
  index: string | undefined,
  attributes: readonly string[] | undefined,
): readonly string[] | undefined {
  if (attributes === undefined) return undefined;
  const table = model.tables.find(({ name }) => name === entity.table);
  const on = table?.indexes.find(({ name }) => name === index);
  const stored = (name: string): string =>
    entity.attributes.find((attribute) => attribute.name === name)?.storedName ?? name;
  const names = [
    table?.partitionKey,
    table?.sortKey,
    on?.partitionKey,
    on?.sortKey,
    table?.marker,
    entity.version,
    ...attributes.map(stored),
  ];
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}
