import type { Path } from '../../diagnostics/path.js';
import type { Entity } from '../../model/entity.js';
import type { Table } from '../../model/table.js';
import type { Rule } from '../rule.js';
import { isBroken } from '../rule.js';

interface KeyPart {
  /** The attribute in DynamoDB. */
  readonly attribute: string;
  readonly template: string;
  readonly path: Path;
}

/** Indexes may share key attributes (an inverted index does), as long as each entity writes one text into each of them. */
export const sharedKeyAttributes: Rule = (context, report) => {
  for (const entity of context.model.entities) {
    const table = context.model.tables.find(({ name }) => name === entity.table);
    if (table === undefined || isBroken(context, ['tables', table.name])) continue;
    const first = new Map<string, KeyPart>();
    for (const part of keyParts(entity, table)) {
      const other = first.get(part.attribute);
      if (other === undefined) first.set(part.attribute, part);
      else if (other.template !== part.template) {
        report({
          code: 'key.shared-attribute',
          path: part.path,
          summary: `${entity.name} would store both \`${other.template}\` and \`${part.template}\` as \`${part.attribute}\`.`,
          why: 'Two keys share that attribute, and an item has one value for it.',
          hint: 'Give the index key attributes of its own, or use the same template.',
          related: [{ path: other.path, note: 'the other template' }],
        });
      }
    }
  }
};

function keyParts(entity: Entity, table: Table): readonly KeyPart[] {
  const parts: KeyPart[] = [];
  const add = (attribute: string | undefined, template: string | undefined, path: Path): void => {
    if (attribute !== undefined && template !== undefined) parts.push({ attribute, template, path });
  };
  const key = ['entities', entity.name, 'key'];
  add(table.partitionKey, entity.key.partition, [...key, 'partition']);
  add(table.sortKey, entity.key.sort, [...key, 'sort']);
  const used = new Set<string>();
  for (const pattern of entity.accessPatterns) {
    // An index that is used twice is reported as that.
    if (used.has(pattern.index)) continue;
    used.add(pattern.index);
    const index = table.indexes.find(({ name }) => name === pattern.index);
    const path = ['entities', entity.name, 'indexes', pattern.name];
    add(index?.partitionKey, pattern.partition, [...path, 'partition']);
    add(index?.sortKey, pattern.sort, [...path, 'sort']);
  }
  return parts;
}
