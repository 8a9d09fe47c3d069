import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTenantSessions, withChildren } from '@tenantry/runtime';
import { batchGet, batchWrite, createBench, decodeStreamRecord, transactGet, transactWrite } from './client/index.js';

const client = new DynamoDBClient({});
const bench = createBench({ client, tables: { app: 'bench' } });
const sessions = createTenantSessions({
  roleArn: 'arn:aws:iam::111122223333:role/app',
  region: 'eu-west-1',
  tags: { tenant: 'TenantId' },
  authorize: () => true,
});

export async function handler({ tenantId }: { tenantId: string }) {
  const mine = bench.forSession(await sessions.get({ tenantId }));
  return { mine, batchGet, batchWrite, transactGet, transactWrite, decodeStreamRecord, withChildren };
}
