import { keyTemplate } from '../keys/key-template.js';
import type { Entity } from '../model/entity.js';

/**
 * Whether an update can change what an index key or a computed attribute is made of. The new value of an `add` or a
 * `setIfNotExists`, and an optional part that the update leaves alone, are known only to DynamoDB: then the generated client
 * reads the item first, and writes on condition that it still is what was read.
 */
export function hasDerivedSources(entity: Entity): boolean {
  const primary = parametersIn(entity, [entity.key.partition, entity.key.sort]);
  const derived = entity.attributes.flatMap(({ name, compute }) => (primary.has(name) ? [] : [compute]));
  const sources = parametersIn(entity, [
    ...entity.accessPatterns.flatMap(({ partition, sort }) => [partition, sort]),
    ...derived,
  ]);
  return entity.attributes.some(
    ({ name, readonly, compute }) => sources.has(name) && !primary.has(name) && !readonly && compute === undefined,
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
