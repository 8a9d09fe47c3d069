import { createTableInput, type TableDefinition } from '@tenantry/runtime/testing';
import { type Environment, type Model, tableName } from 'tenantry/policies';
import { isObject } from '../dynamodb/json.js';
import { allItems, checkIndexKeys, putAll } from './copy-items.js';
import { type EngineClient, EngineError } from './engine-client.js';
import { tableDefinition } from './table-definition.js';
import type { TableNames } from './table-names.js';

/** A table of the model under the name that the engine knows. */
export interface EngineTable {
  readonly definition: TableDefinition;
  readonly engineName: string;
}

export const engineTables = (model: Model, environment: Environment, names: TableNames): readonly EngineTable[] =>
  model.tables.map((table) => ({
    definition: tableDefinition(table),
    engineName: names.toEngine(tableName(environment, table.name)),
  }));

export async function deleteTables(engine: EngineClient, names: readonly string[]): Promise<void> {
  await Promise.all(names.map((TableName) => engine.call('DeleteTable', { TableName })));
}

/** The state of the table: without items, or maybe with items of before. */
export type Made = 'empty' | 'kept';

/**
 * Makes a table; one that is there with the same keys is used as it is, one with other keys only where it may be `replaced`.
 */
export async function makeTable(
  engine: EngineClient,
  { definition, engineName }: EngineTable,
  replaced: boolean,
): Promise<Made> {
  const input = createTableInput(definition, engineName);
  if (await create(engine, engineName, input)) return 'empty';
  const there = keysOf(await describe(engine, engineName), replaced);
  const wanted = keysOf(input, replaced);
  if (there.all === wanted.all) return 'kept';
  if (!replaced) {
    throw new Error(
      `The engine has a table ${engineName} with other keys than the schema's: ${there.all} instead of ${wanted.all}. Delete it, or name another table in the environment.`,
    );
  }
  // Items of other keys have no place in the new table.
  const items = there.table === wanted.table ? await allItems(engine, engineName) : [];
  checkIndexKeys(items, definition, engineName);
  await deleteTables(engine, [engineName]);
  await create(engine, engineName, input);
  await putAll(engine, engineName, items);
  return there.table === wanted.table ? 'kept' : 'empty';
}

/** False where a table of that name is there already. */
async function create(engine: EngineClient, name: string, input: object): Promise<boolean> {
  try {
    await engine.call('CreateTable', input);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'ResourceInUseException') return false;
    throw error;
  }
  await active(engine, name);
  return true;
}

/**
 * The keys of a table, and with those of its indexes, each as one text to compare; projections only where they can be
 * changed.
 */
function keysOf(table: object, projections: boolean): { readonly table: string; readonly all: string } {
  const { KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes } = table as { readonly [member: string]: unknown };
  const keys = (schema: unknown): string =>
    (Array.isArray(schema) ? schema : []).map(({ AttributeName, KeyType }) => `${KeyType}=${AttributeName}`).join(',');
  const indexes = [GlobalSecondaryIndexes, LocalSecondaryIndexes]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .map((index) => ` ${index.IndexName}(${keys(index.KeySchema)}${projections ? projection(index.Projection) : ''})`)
    .sort();
  const own = `(${keys(KeySchema)})`;
  return { table: own, all: own + indexes.join('') };
}

/** Describes the projection of an index, unless it holds everything. */
function projection(given: unknown): string {
  const { ProjectionType = 'ALL', NonKeyAttributes = [] } = (given ?? {}) as {
    readonly ProjectionType?: string;
    readonly NonKeyAttributes?: readonly string[];
  };
  if (ProjectionType === 'ALL') return '';
  return ` ${[ProjectionType, ...[...NonKeyAttributes].sort()].join(' ')}`;
}

async function describe(engine: EngineClient, TableName: string): Promise<object> {
  const answer = await engine.call('DescribeTable', { TableName });
  return isObject(answer) && isObject(answer.Table) ? answer.Table : {};
}

async function active(engine: EngineClient, name: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const { TableStatus } = (await describe(engine, name)) as { readonly TableStatus?: unknown };
    if (TableStatus === 'ACTIVE') return;
    await new Promise((resume) => setTimeout(resume, 10));
  }
  throw new Error(`The table ${name} did not become active on the engine within 10 s.`);
}
