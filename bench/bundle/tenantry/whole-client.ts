import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createBench } from './client/index.js';

const bench = createBench({ client: new DynamoDBClient({}), tables: { app: 'bench' } });

export async function handler({ tenantId, assetId }: { tenantId: string; assetId: string }) {
  const one = await bench.asset.get({ tenantId, assetId }).send();
  const all = await bench.asset.query({ tenantId }).all();
  return { one, all };
}
