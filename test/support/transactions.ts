import { createRequire } from 'node:module';
import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { describe, it } from 'vitest';

/**
 * True if the engine of the tests has transactions, and old items with failed conditions. The first choice has them; of one
 * at `DYNAMODB_ENDPOINT` an empty transaction tells. dynalite has neither.
 */
const transactions = await hasTransactions();
if (!transactions)
  console.log('Skipped: what needs transactions or old items with failed conditions. The engine has none.');

/** Tests of what the engine may lack. */
export const describeTransactions: typeof describe.only = describe.skipIf(!transactions) as typeof describe.only;
export const itTransacts: typeof it.only = it.skipIf(!transactions) as typeof it.only;

async function hasTransactions(): Promise<boolean> {
  const endpoint = process.env.DYNAMODB_ENDPOINT;
  if (!endpoint) return isInstalled('@dynoxide/linux-x64/dynoxide');
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: [] }));
    return true;
  } catch (error) {
    return (error as Error).name !== 'UnknownOperationException';
  } finally {
    client.destroy();
  }
}

function isInstalled(id: string): boolean {
  try {
    return createRequire(import.meta.url).resolve(id) !== '';
  } catch {
    return false;
  }
}
