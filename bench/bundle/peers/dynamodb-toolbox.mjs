import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'dynamodb-toolbox/entity';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { boolean } from 'dynamodb-toolbox/schema/boolean';
import { item } from 'dynamodb-toolbox/schema/item';
import { list } from 'dynamodb-toolbox/schema/list';
import { map } from 'dynamodb-toolbox/schema/map';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { Table } from 'dynamodb-toolbox/table';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';

const table = new Table({
  name: 'bench',
  documentClient: DynamoDBDocumentClient.from(new DynamoDBClient({})),
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

export async function handler({ tenantId, assetId }) {
  const one = await assets.build(GetItemCommand).key({ tenantId, assetId }).send();
  const all = await table
    .build(QueryCommand)
    .entities(assets)
    .query({ partition: `TENANT#${tenantId}`, range: { beginsWith: 'ASSET#' } })
    .send();
  return { one: one.Item, all: all.Items };
}
