import { keyTemplate } from '@tenantry/runtime';
import type { Entity } from '../model/entity.js';

/**
 * Whether an `add` can change an index key: the new number is known only to DynamoDB, so the generated client reads the
 * item first and writes the index key on condition that the number is still the one it read.
 */
export function feedsIndexByNumber(entity: Entity): boolean {
  const primary = parametersOf(entity, [entity.key.partition, entity.key.sort]);
  const index = parametersOf(
    entity,
    entity.accessPatterns.flatMap(({ partition, sort }) => [partition, sort]),
  );
  return entity.attributes.some(
    ({ name, type, readonly }) => index.has(name) && !primary.has(name) && !readonly && NUMBERS.has(type.kind),
  );
}

const NUMBERS: ReadonlySet<string> = new Set(['number', 'integer', 'bigint', 'decimal', 'ttl']);

/** The attributes that templates read, through computed ones. */
function parametersOf(entity: Entity, texts: readonly (string | undefined)[]): ReadonlySet<string> {
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
