import type { Index, Table } from '../../model/table.js';
import type { ClientPlan } from '../../plan/client-plan.js';
import { constantDeclaration } from '../print/declaration.js';
import type { EmittedFile } from '../print/emitted-file.js';
import { type Expression, literal, object } from '../print/expression.js';
import { stringArray } from './codec-expression.js';
import { type ClientOptions, fileContext } from './context.js';
import { renderFile } from './render-file.js';

export function tablesFile({ tables }: ClientPlan, options: ClientOptions): EmittedFile {
  const context = fileContext(
    'tables',
    tables.map(({ constant }) => constant),
    options,
  );
  const declarations = tables.map(({ table, constant }) =>
    constantDeclaration(
      constant,
      context.runtimeType('TableDefinition'),
      tableExpression(table),
      'For the CreateTable call: `createTableInput` of `@tenantry/runtime`.',
    ),
  );
  return { path: 'tables.ts', text: renderFile('client-file.ts', context, options, { declarations }) };
}

function tableExpression(table: Table): Expression {
  return object([
    ['name', literal(table.name)],
    ['partitionKey', literal(table.partitionKey)],
    ['sortKey', optional(table.sortKey)],
    ['ttl', optional(table.ttl)],
    ['marker', optional(table.marker)],
    ['indexes', object(table.indexes.map((index) => [index.name, indexExpression(index)]))],
  ]);
}

function indexExpression(index: Index): Expression {
  const { projection } = index;
  return object([
    ['partitionKey', optional(index.partitionKey)],
    ['sortKey', optional(index.sortKey)],
    ['projection', projection.kind === 'include' ? stringArray(projection.attributes) : literal(projection.kind)],
  ]);
}

const optional = (value: string | undefined): Expression | undefined =>
  value === undefined ? undefined : literal(value);
