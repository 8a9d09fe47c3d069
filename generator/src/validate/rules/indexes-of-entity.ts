import type { Report } from '../../diagnostics/problem.js';
import { suggestion } from '../../diagnostics/suggest.js';
import type { Index } from '../../model/table.js';
import type { Rule, RuleContext } from '../rule.js';
import { holdsBroken } from '../rule.js';

/** Access patterns name an index of their table, give the key parts that it has, and use each index once. */
export const indexesOfEntity: Rule = (context, report) => {
  const { model, raw } = context;
  const keyless = reportKeylessIndexes(context, report);
  for (const entity of model.entities) {
    const table = model.tables.find(({ name }) => name === entity.table);
    if (table === undefined || holdsBroken(context, ['tables', table.name])) continue;
    const used = new Map<string, string>();
    for (const pattern of entity.accessPatterns) {
      const path = ['entities', entity.name, 'indexes', pattern.name];
      const written = raw.entities?.[entity.name]?.indexes?.[pattern.name];
      const index = table.indexes.find(({ name }) => name === pattern.index);
      if (index === undefined) {
        const hint = suggestion(
          pattern.index,
          table.indexes.map(({ name }) => name),
          `indexes of ${table.name}`,
        );
        report({
          code: 'schema.unknown-index',
          path: [...path, 'index'],
          summary: `The table \`${table.name}\` has no ${table.indexes.length === 0 ? 'indexes' : `index \`${pattern.index}\``}.`,
          hint,
        });
        continue;
      }
      const first = used.get(index.name);
      if (first !== undefined) {
        report({
          code: 'key.index-used-twice',
          path: [...path, 'index'],
          summary: `\`${first}\` and \`${pattern.name}\` of ${entity.name} both use \`${index.name}\`.`,
          why: 'An item has one key in each index.',
          hint: 'Use another index for one of them.',
          related: [{ path: [...path.slice(0, 3), first], part: 'key', note: 'first used here' }],
        });
      }
      used.set(index.name, first ?? pattern.name);
      if (keyless.has(index)) continue;
      if (index.kind === 'local' && written?.partition !== undefined) {
        report({
          code: 'key.index-kind',
          path: [...path, 'partition'],
          summary: `\`${index.name}\` is a local index: it has no partition of its own.`,
          why: "It shares the table's partition key.",
          hint: 'Remove `partition`, or give the index a `partitionKey`.',
        });
      }
      if (index.kind === 'global' && written?.partition === undefined) {
        report({
          code: 'key.index-kind',
          path,
          part: 'key',
          summary: `\`${pattern.name}\` has no \`partition\`, and \`${index.name}\` is a global index.`,
          hint: `Add the template of \`${index.partitionKey}\`: partition: "TENANT#{tenantId}".`,
        });
      }
      if (index.sortKey !== undefined && pattern.sort === undefined) {
        report({
          code: 'key.missing-sort',
          path,
          part: 'key',
          summary: `\`${pattern.name}\` has no \`sort\`, and \`${index.name}\` has the sort key \`${index.sortKey}\`.`,
          why: 'Items without it would not be in the index.',
          hint: 'Add the template of the sort key.',
        });
      }
      if (index.sortKey === undefined && index.kind === 'global' && pattern.sort !== undefined) {
        report({
          code: 'key.missing-sort',
          path: [...path, 'sort'],
          summary: `\`${index.name}\` has no sort key.`,
          hint: `Remove \`sort\`, or give the index a \`sortKey\`.`,
        });
      }
    }
  }
};

/** Indexes without a key that each of several access patterns gives: it is the index that lacks it, and that is one mistake. */
function reportKeylessIndexes(context: RuleContext, report: Report): ReadonlySet<Index> {
  const { model, raw } = context;
  const keyless = new Set<Index>();
  for (const table of model.tables.filter(({ name }) => !holdsBroken(context, ['tables', name]))) {
    for (const index of table.indexes) {
      const users = model.entities
        .filter((entity) => entity.table === table.name)
        .flatMap(({ name, accessPatterns }) =>
          accessPatterns
            .filter((pattern) => pattern.index === index.name)
            .map((pattern) => ({ path: ['entities', name, 'indexes', pattern.name], pattern })),
        );
      const isGiven = (part: 'partition' | 'sort'): boolean =>
        users.length > 1 &&
        users.every(({ path: [, entity = '', , pattern = ''] }) => raw.entities?.[entity]?.indexes?.[pattern]?.[part]);
      const part = index.partitionKey === undefined ? 'partition' : 'sort';
      if (index[`${part}Key`] !== undefined || !isGiven(part)) continue;
      keyless.add(index);
      report({
        code: 'key.index-kind',
        path: ['tables', table.name, 'indexes', index.name],
        part: 'key',
        summary: `\`${index.name}\` has no \`${part}Key\`, and all of its access patterns give a \`${part}\`.`,
        hint: `Add \`${part}Key: ${index.name}${part === 'partition' ? 'pk' : 'sk'}\`.`,
        related: users.map(({ path, pattern }) => ({ path, part: 'key', note: `\`${pattern.name}\`` })),
      });
    }
  }
  return keyless;
}
