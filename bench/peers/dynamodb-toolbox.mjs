import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'dynamodb-toolbox/entity';
import { boolean } from 'dynamodb-toolbox/schema/boolean';
import { item } from 'dynamodb-toolbox/schema/item';
import { list } from 'dynamodb-toolbox/schema/list';
import { map } from 'dynamodb-toolbox/schema/map';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { Table } from 'dynamodb-toolbox/table';

/** The entity of the benchmarks and its table, for the bundles and the requests. */
export function assetsOf(client, name) {
  const table = new Table({
    name,
    documentClient: DynamoDBDocumentClient.from(client),
    partitionKey: { name: 'pk', type: 'string' },
    sortKey: { name: 'sk', type: 'string' },
  });
  const assets = new Entity({
    name: 'Asset',
    table,
    timestamps: false,
    schema: item({
      tenantId: string().key(),
      assetId: string().key(),
      title: string(),
      status: string().enum('open', 'active', 'closed'),
      email: string(),
      city: string(),
      country: string(),
      phone: string().optional(),
      note: string().optional(),
      owner: string(),
      count: number(),
      price: number(),
      rating: number(),
      stock: number(),
      active: boolean(),
      verified: boolean(),
      createdAt: string(),
      updatedAt: string(),
      labels: list(string()),
      address: map({ street: string(), city: string(), postcode: string() }),
    }),
    computeKey: ({ tenantId, assetId }) => ({ pk: `TENANT#${tenantId}`, sk: `ASSET#${assetId}` }),
  });
  return { table, assets };
}
