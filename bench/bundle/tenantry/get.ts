import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createService, get, pick } from '@tenantry/runtime/operations';
import { assetEntity } from './client/index.js';

const service = createService({ client: new DynamoDBClient({}), tables: { app: 'bench' } });
const assets = pick(service, assetEntity, get);

export const handler = (event: { tenantId: string; assetId: string }) => assets.get(event).send();
