import type { Index, Table } from '../../model/table.js';

/** The properties that `AWS::DynamoDB::Table` and the CreateTable call share, in the words of both. */
export interface TableProperties {
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: 'S' }[];
  readonly KeySchema: KeySchema;
  readonly BillingMode: 'PAY_PER_REQUEST';
  readonly GlobalSecondaryIndexes?: readonly IndexProperties[];
  readonly LocalSecondaryIndexes?: readonly IndexProperties[];
  readonly DeletionProtectionEnabled: true;
}

export type KeySchema = readonly { readonly AttributeName: string; readonly KeyType: 'HASH' | 'RANGE' }[];

export interface IndexProperties {
  readonly IndexName: string;
  readonly KeySchema: KeySchema;
  readonly Projection: {
    readonly ProjectionType: 'KEYS_ONLY' | 'ALL' | 'INCLUDE';
    readonly NonKeyAttributes?: readonly string[];
  };
}

export function tableProperties(table: Table): TableProperties {
  const indexes = (kind: Index['kind']): readonly IndexProperties[] =>
    table.indexes.filter((index) => index.kind === kind).map((index) => indexProperties(table, index));
  const global = indexes('global');
  const local = indexes('local');
  return {
    AttributeDefinitions: keyAttributes(table).map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    KeySchema: keySchema(table.partitionKey, table.sortKey),
    BillingMode: 'PAY_PER_REQUEST',
    ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
    ...(local.length > 0 && { LocalSecondaryIndexes: local }),
    DeletionProtectionEnabled: true,
  };
}

/** Returns the attributes of keys, each once: CreateTable refuses a definition that no key uses. */
export function keyAttributes(table: Table): readonly string[] {
  const names = [table, ...table.indexes].flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]);
  return [...new Set(names.filter((name) => name !== undefined))];
}

function indexProperties(table: Table, { name, partitionKey, sortKey, projection }: Index): IndexProperties {
  return {
    IndexName: name,
    // A local index shares the table's partition key.
    KeySchema: keySchema(partitionKey ?? table.partitionKey, sortKey),
    Projection:
      projection.kind === 'include'
        ? { ProjectionType: 'INCLUDE', NonKeyAttributes: projection.attributes }
        : { ProjectionType: projection.kind === 'all' ? 'ALL' : 'KEYS_ONLY' },
  };
}

const keySchema = (partitionKey: string, sortKey: string | undefined): KeySchema => [
  { AttributeName: partitionKey, KeyType: 'HASH' },
  ...(sortKey === undefined ? [] : [{ AttributeName: sortKey, KeyType: 'RANGE' } as const]),
];
