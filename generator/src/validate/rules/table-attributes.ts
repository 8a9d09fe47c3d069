import type { Path } from '../../diagnostics/path.js';
import type { Rule } from '../rule.js';

/** The attributes that a table uses itself do not get in each other's way. */
export const tableAttributes: Rule = ({ model }, report) => {
  for (const table of model.tables) {
    const path = ['tables', table.name];
    const keys = new Set([
      table.partitionKey,
      table.sortKey,
      ...table.indexes.flatMap((index) => [index.partitionKey, index.sortKey]),
    ]);
    const clash = (at: Path, attribute: string, first: string, second: string): void =>
      report({
        code: 'schema.stored-name',
        path: at,
        part: at.at(-1) === table.name ? 'key' : 'value',
        summary: `\`${attribute}\` is both ${first} and ${second} of \`${table.name}\`.`,
        why: 'One would overwrite the other.',
        hint: 'Give each its own attribute.',
      });
    if (table.sortKey === table.partitionKey)
      clash([...path, 'sortKey'], table.partitionKey, 'the partition key', 'the sort key');
    for (const { name, partitionKey, sortKey } of table.indexes) {
      const partition = partitionKey ?? table.partitionKey;
      if (sortKey === partition)
        clash(
          [...path, 'indexes', name, 'sortKey'],
          partition,
          'the partition key',
          `the sort key of the index \`${name}\``,
        );
    }
    if (table.ttl !== undefined && keys.has(table.ttl)) clash([...path, 'ttl'], table.ttl, 'the ttl', 'a key');
    if (table.marker !== undefined) {
      // The marker may be the default, which stands nowhere in the schema: the place is then that of the table.
      if (keys.has(table.marker)) clash([...path, 'marker'], table.marker, 'the type attribute', 'a key');
      if (table.marker === table.ttl) clash([...path, 'marker'], table.marker, 'the type attribute', 'the ttl');
    }
  }
};
