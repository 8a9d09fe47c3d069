import type { TableDefinition } from '@tenantry/runtime/testing';
import { isObject, type JsonObject } from '../dynamodb/json.js';
import type { EngineClient } from './engine-client.js';

/** Every item of a table, as the engine writes it. */
export async function allItems(engine: EngineClient, TableName: string): Promise<readonly JsonObject[]> {
  const items: JsonObject[] = [];
  let ExclusiveStartKey: unknown;
  do {
    const page = (await engine.call('Scan', { TableName, ExclusiveStartKey })) as {
      readonly Items?: readonly JsonObject[];
      readonly LastEvaluatedKey?: unknown;
    };
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return items;
}

/** DynamoDB leaves items with unfit index keys out of a new index; here they could not be written back, so nothing is begun. */
export function checkIndexKeys(
  items: readonly JsonObject[],
  { indexes, partitionKey, sortKey }: TableDefinition,
  table: string,
): void {
  const names = new Set(Object.values(indexes).flatMap((index) => [index.partitionKey, index.sortKey]));
  for (const item of items) {
    for (const name of names) {
      const value = name === undefined ? undefined : item[name];
      if (value === undefined || (isObject(value) && typeof value.S === 'string' && value.S !== '')) continue;
      const key = JSON.stringify([item[partitionKey], sortKey === undefined ? undefined : item[sortKey]]);
      throw new Error(
        `The indexes of ${table} cannot be rebuilt: ${name} of the item ${key} is not a key. Change the item, or delete it.`,
      );
    }
  }
}

const MOST_IN_A_BATCH = 25;

export async function putAll(engine: EngineClient, table: string, items: readonly JsonObject[]): Promise<void> {
  for (let at = 0; at < items.length; at += MOST_IN_A_BATCH) {
    let requests: unknown = items.slice(at, at + MOST_IN_A_BATCH).map((Item) => ({ PutRequest: { Item } }));
    while (requests !== undefined) {
      const { UnprocessedItems = {} } = (await engine.call('BatchWriteItem', {
        RequestItems: { [table]: requests },
      })) as { readonly UnprocessedItems?: JsonObject };
      requests = UnprocessedItems[table];
    }
  }
}
