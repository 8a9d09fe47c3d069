import type {
  CreateTableCommandInput,
  GlobalSecondaryIndex,
  KeySchemaElement,
  LocalSecondaryIndex,
} from '@aws-sdk/client-dynamodb';
import type { IndexDefinition, Projection, TableDefinition } from './table.js';

/**
 * The input of a CreateTable call for a table of the schema, on-demand. For tests and local work: in production the
 * infrastructure files make the table. Time to live is a call of its own (UpdateTimeToLive).
 */
export function createTableInput(table: TableDefinition, realName: string): CreateTableCommandInput {
  const indexes = Object.entries(table.indexes);
  const keys = [
    table.partitionKey,
    table.sortKey,
    ...indexes.flatMap(([, { partitionKey, sortKey }]) => [partitionKey, sortKey]),
  ];
  const names = [...new Set(keys.filter((name) => name !== undefined))];
  const global = indexes.filter(([, { partitionKey }]) => partitionKey !== undefined);
  const local = indexes.filter(([, { partitionKey }]) => partitionKey === undefined);
  const describe = ([name, index]: [string, IndexDefinition]): GlobalSecondaryIndex & LocalSecondaryIndex => ({
    IndexName: name,
    KeySchema: keySchema(index.partitionKey ?? table.partitionKey, index.sortKey),
    Projection: projection(index.projection),
  });
  return {
    TableName: realName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keySchema(table.partitionKey, table.sortKey),
    ...(global.length > 0 && { GlobalSecondaryIndexes: global.map(describe) }),
    ...(local.length > 0 && { LocalSecondaryIndexes: local.map(describe) }),
  };
}

function keySchema(partition: string, sort: string | undefined): KeySchemaElement[] {
  const hash: KeySchemaElement = { AttributeName: partition, KeyType: 'HASH' };
  return sort === undefined ? [hash] : [hash, { AttributeName: sort, KeyType: 'RANGE' }];
}

function projection(wanted: Projection): NonNullable<GlobalSecondaryIndex['Projection']> {
  if (wanted === 'all') return { ProjectionType: 'ALL' };
  return wanted === 'keys-only'
    ? { ProjectionType: 'KEYS_ONLY' }
    : { ProjectionType: 'INCLUDE', NonKeyAttributes: [...wanted] };
}
