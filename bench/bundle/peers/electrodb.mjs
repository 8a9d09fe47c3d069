import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { assetsOf } from '../../peers/electrodb.mjs';

const assets = assetsOf(new DynamoDBClient({}), 'bench');

export async function handler({ tenantId, assetId }) {
  const one = await assets.get({ tenantId, assetId }).go();
  const all = await assets.query.primary({ tenantId }).go({ pages: 'all' });
  return { one: one.data, all: all.data };
}
