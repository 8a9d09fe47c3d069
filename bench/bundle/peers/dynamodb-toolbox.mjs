import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { assetsOf } from '../../peers/dynamodb-toolbox.mjs';

const { table, assets } = assetsOf(new DynamoDBClient({}), 'bench');

export async function handler({ tenantId, assetId }) {
  const one = await assets.build(GetItemCommand).key({ tenantId, assetId }).send();
  const all = await table
    .build(QueryCommand)
    .entities(assets)
    .query({ partition: `TENANT#${tenantId}`, range: { beginsWith: 'ASSET#' } })
    .send();
  return { one: one.Item, all: all.Items };
}
