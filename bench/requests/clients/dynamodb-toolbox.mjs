import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'dynamodb-toolbox/entity';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { boolean, item, list, map, number, string } from 'dynamodb-toolbox/schema';
import { Table } from 'dynamodb-toolbox/table';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { key, patch, record, table } from '../record.mjs';

export function open(client) {
  const bench = new Table({
    name: table,
    documentClient: DynamoDBDocumentClient.from(client),
    partitionKey: { name: 'pk', type: 'string' },
    sortKey: { name: 'sk', type: 'string' },
  });
  const entity = new Entity({
    name: 'Record',
    table: bench,
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
  return {
    get: async () => (await entity.build(GetItemCommand).key(key).send()).Item,
    put: () => entity.build(PutItemCommand).item(record).send(),
    update: () =>
      entity
        .build(UpdateItemCommand)
        .item({ ...key, ...patch })
        .send(),
    query: async () =>
      (
        await bench
          .build(QueryCommand)
          .entities(entity)
          .query({ partition: `TENANT#${key.tenantId}`, range: { beginsWith: 'ASSET#' } })
          .send()
      ).Items,
  };
}
