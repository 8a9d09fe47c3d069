import { keyTemplate } from '../keys/key-template.js';
import type { Entity } from '../model/entity.js';
import type { Field } from '../model/type.js';
import { kindOf } from '../types/kinds.js';

/**
 * Returns whether the generated client reads an item before some updates: an index key is derived whole, from stored values
 * too, `reindex` compares all of them, and a required set must keep a member. It writes on condition that the item still is
 * what was read.
 */
export function readsBeforeUpdate(entity: Entity): boolean {
  if (entity.accessPatterns.length > 0) return true;
  const primary = parametersIn(entity, [entity.key.partition, entity.key.sort]);
  const isMutable = ({ name, readonly, compute }: Field): boolean =>
    !primary.has(name) && !readonly && compute === undefined;
  const sources = parametersIn(
    entity,
    entity.attributes.flatMap(({ name, compute }) => (primary.has(name) ? [] : [compute])),
  );
  return entity.attributes.some(
    (attribute) =>
      isMutable(attribute) &&
      (sources.has(attribute.name) || (kindOf(attribute.type).can?.neverEmpty && !attribute.optional)),
  );
}

/** The attributes that templates read, through computed ones. */
export function parametersIn(entity: Entity, texts: readonly (string | undefined)[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (text: string): void => {
    for (const { name } of keyTemplate(text).parameters) {
      if (found.has(name)) continue;
      found.add(name);
      const compute = entity.attributes.find((attribute) => attribute.name === name)?.compute;
      if (compute !== undefined) visit(compute);
    }
  };
  for (const text of texts) if (text !== undefined) visit(text);
  return found;
}
