import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { check, create, createService, deleteItem, pick, put, update } from '@tenantry/runtime/operations';
import { type AssetInput, assetEntity, transactWrite } from './client/index.js';

const service = createService({ client: new DynamoDBClient({}), tables: { app: 'bench' } });
const assets = pick(service, assetEntity, create, put, update, deleteItem, check);

export async function handler({ item, other }: { item: AssetInput; other: string }) {
  const { tenantId, assetId } = item;
  await assets.put(item).send();
  await assets.update({ tenantId, assetId }).add({ stock: 1 }).send();
  await transactWrite(
    assets.create({ ...item, assetId: other }),
    assets.delete({ tenantId, assetId }),
    assets.check({ tenantId, assetId: `${other}-parent` }).where((a) => a.status.eq('open')),
  ).send();
}
