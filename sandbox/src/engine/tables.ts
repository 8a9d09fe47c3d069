import { createTableInput, type TableDefinition } from '@tenantry/runtime/testing';
import { type Environment, type Model, tableName } from 'tenantry/policies';
import { isObject } from '../dynamodb/json.js';
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

/** Creates the tables; one that is there with the same keys is used as it is. */
export async function createTables(engine: EngineClient, tables: readonly EngineTable[]): Promise<void> {
  await Promise.all(tables.map((table) => createTable(engine, table)));
  await Promise.all(tables.map(({ engineName }) => active(engine, engineName)));
}

export async function deleteTables(engine: EngineClient, names: readonly string[]): Promise<void> {
  await Promise.all(names.map((TableName) => engine.call('DeleteTable', { TableName })));
}

async function createTable(engine: EngineClient, { definition, engineName }: EngineTable): Promise<void> {
  const input = createTableInput(definition, engineName);
  try {
    await engine.call('CreateTable', input);
    return;
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'ResourceInUseException') throw error;
  }
  const there = keysOf(await describe(engine, engineName));
  const wanted = keysOf(input);
  if (there !== wanted) {
    throw new Error(
      `The engine has a table ${engineName} with other keys than the schema's: ${there} instead of ${wanted}. Delete it, or name another table in the environment.`,
    );
  }
}

/** The keys of a table and its indexes, as one text to compare. */
export const keysOfDefinition = ({ definition, engineName }: EngineTable): string =>
  keysOf(createTableInput(definition, engineName));

function keysOf(table: object): string {
  const { KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes } = table as { readonly [member: string]: unknown };
  const keys = (schema: unknown): string =>
    (Array.isArray(schema) ? schema : []).map(({ AttributeName, KeyType }) => `${KeyType}=${AttributeName}`).join(',');
  const indexes = [GlobalSecondaryIndexes, LocalSecondaryIndexes]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .map((index) => ` ${index.IndexName}(${keys(index.KeySchema)})`)
    .sort();
  return `(${keys(KeySchema)})${indexes.join('')}`;
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
