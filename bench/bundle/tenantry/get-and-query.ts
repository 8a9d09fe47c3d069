import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createService, get, pick, query } from '@tenantry/runtime/operations';
import { assetEntity } from './client/index.js';

const service = createService({ client: new DynamoDBClient({}), tables: { app: 'bench' } });
const assets = pick(service, assetEntity, get, query);

export async function handler({ tenantId, assetId }: { tenantId: string; assetId: string }) {
  const one = await assets.get({ tenantId, assetId }).send();
  const all = await assets.query({ tenantId }).all();
  return { one, all };
}
