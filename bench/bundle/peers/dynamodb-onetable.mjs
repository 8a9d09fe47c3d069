import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { assetsOf } from '../../peers/dynamodb-onetable.mjs';

const assets = assetsOf(new DynamoDBClient({}), 'bench');

export async function handler({ tenantId, assetId }) {
  const one = await assets.get({ tenantId, assetId });
  const all = await assets.find({ tenantId });
  return { one, all };
}
