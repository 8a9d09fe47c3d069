import { keyTemplate } from '../../keys/key-template.js';
import type { Entity } from '../../model/entity.js';
import type { Model } from '../../model/model.js';
import type { EntityGrant } from '../../model/role.js';
import { scopeParameters } from '../limited-attributes.js';
import type { AccessRow } from './access-row.js';

/**
 * Lists the attributes that a grant leaves out and that are readable all the same, because they stand in a key that comes with
 * each item. The caller's own scope value is its own, and so is no secret.
 */
export function keyAttributeRows(
  model: Model,
  entity: Entity,
  grant: EntityGrant | undefined,
  row: AccessRow,
): readonly AccessRow[] {
  // A caller that gets an item has named its key.
  const reads = row.action === 'query' || row.action === 'scan';
  if (grant?.attributes === undefined || !reads || !row.declared || !row.effective) return [];
  const pattern = entity.accessPatterns.find(({ name }) => name === row.accessPattern);
  const known = new Set([...grant.attributes, ...scopeParameters(model, entity, pattern?.index)]);
  const found = new Map<string, string>();
  for (const text of keyTexts(entity, row.accessPattern)) {
    for (const { name } of keyTemplate(text).parameters) {
      for (const attribute of shownBy(entity, name, known)) if (!found.has(attribute)) found.set(attribute, text);
    }
  }
  const { role, accessPattern, action } = row;
  return [...found].map(([attribute, text]) => ({
    ...{ role, entity: entity.name, accessPattern, action, attribute, declared: false, effective: true },
    reason: `the key ${text} holds ${attribute}, and keys come with every item whatever attributes are granted`,
    suggestion: `Take ${attribute} out of the key, or grant it.`,
  }));
}

/** Returns the attributes that the keys of an item show, on the table or in an index. */
export const keyAttributes = (entity: Entity, accessPattern: string): ReadonlySet<string> =>
  new Set(
    keyTexts(entity, accessPattern).flatMap((text) =>
      keyTemplate(text).parameters.flatMap(({ name }) => [...shownBy(entity, name, new Set())]),
    ),
  );

function keyTexts(entity: Entity, accessPattern: string): readonly string[] {
  const pattern = entity.accessPatterns.find(({ name }) => name === accessPattern);
  return [entity.key, ...(pattern === undefined ? [] : [pattern])].flatMap(({ partition, sort }) =>
    sort === undefined ? [partition] : [partition, sort],
  );
}

/** An attribute by itself, and the sources of a computed one; nothing where all that it shows is granted. */
function shownBy(entity: Entity, name: string, known: ReadonlySet<string>): readonly string[] {
  const field = entity.attributes.find((attribute) => attribute.name === name);
  if (field === undefined || known.has(name)) return [];
  if (field.compute === undefined) return [name];
  return keyTemplate(field.compute)
    .parameters.map((source) => source.name)
    .filter((source) => !known.has(source));
}
