import type { Report } from '../../diagnostics/problem.js';
import type { Entity } from '../../model/entity.js';
import type { Model } from '../../model/model.js';
import type { Table } from '../../model/table.js';
import type { Rule } from '../rule.js';
import { isBroken } from '../rule.js';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const GLOBAL_LIMIT = 20;
const LOCAL_LIMIT = 5;

/** Tables that DynamoDB can create, and primary keys that have the parts of their table. */
export const tableKeys: Rule = (context, report) => {
  const { model } = context;
  for (const table of model.tables) {
    const path = ['tables', table.name];
    for (const [kind, limit] of [
      ['global', GLOBAL_LIMIT],
      ['local', LOCAL_LIMIT],
    ] as const) {
      const extra = table.indexes.filter((index) => index.kind === kind)[limit];
      if (extra === undefined) continue;
      report({
        code: 'key.index-limit',
        path: [...path, 'indexes'],
        part: 'key',
        summary: `\`${table.name}\` has more than ${limit} ${kind} indexes.`,
        why: `DynamoDB allows ${limit} ${kind} secondary indexes a table.`,
        hint: 'Let several access patterns share an index: each entity can use each index once.',
      });
    }
    for (const index of table.indexes) {
      if (index.kind !== 'local') continue;
      // A sort key that entities of the table give as well is told once.
      if (table.sortKey === undefined && sortedEntities(model, table).length > 0) continue;
      const missing =
        table.sortKey === undefined ? `the table \`${table.name}\` has no sort key` : 'it has no `sortKey`';
      if (table.sortKey !== undefined && index.sortKey !== undefined) continue;
      report({
        code: 'key.index-kind',
        path: [...path, 'indexes', index.name],
        part: 'key',
        summary: `\`${index.name}\` is a local index, but ${missing}.`,
        why: 'A local index sorts the items of a table partition in another order.',
        hint: 'Give it a `partitionKey` for a global index, or the sort key that is missing.',
      });
    }
  }
  const keyless = reportKeylessTables(model, report);
  for (const entity of model.entities) {
    const table = model.tables.find(({ name }) => name === entity.table);
    if (table === undefined || isBroken(context, ['tables', table.name])) continue;
    const path = ['entities', entity.name, 'key'];
    if (table.sortKey !== undefined && entity.key.sort === undefined) {
      report({
        code: 'key.missing-sort',
        path,
        part: 'key',
        summary: `The key of ${entity.name} has no \`sort\`, and the table \`${table.name}\` has the sort key \`${table.sortKey}\`.`,
        hint: `Add a template, or fixed text for one item a partition: sort: ${entity.name.toUpperCase()}.`,
      });
    }
    if (table.sortKey === undefined && entity.key.sort !== undefined && !keyless.has(table.name)) {
      report({
        code: 'key.missing-sort',
        path: [...path, 'sort'],
        summary: `The table \`${table.name}\` has no sort key.`,
        hint: 'Remove `sort`, or give the table a `sortKey`.',
      });
    }
  }
};

const sortedEntities = (model: Model, table: Table): readonly Entity[] =>
  model.entities.filter((entity) => entity.table === table.name && entity.key.sort !== undefined);

/** Tables whose entities all have a sort key: it is the table that lacks one, and that is one mistake. */
function reportKeylessTables(model: Model, report: Report): ReadonlySet<string> {
  const keyless = model.tables.filter((table) => {
    const all = model.entities.filter((entity) => entity.table === table.name);
    return table.sortKey === undefined && all.length > 1 && sortedEntities(model, table).length === all.length;
  });
  for (const table of keyless) {
    report({
      code: 'key.missing-sort',
      path: ['tables', table.name],
      part: 'key',
      summary: `The table \`${table.name}\` has no \`sortKey\`, and all of its entities give a \`sort\`.`,
      hint: 'Add `sortKey: sk`.',
      related: sortedEntities(model, table).map(({ name }) => ({
        path: ['entities', name, 'key', 'sort'],
        note: `the sort key of ${name}`,
      })),
    });
  }
  return new Set(keyless.map(({ name }) => name));
}
