import { DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

export async function handler({ tenantId, assetId }) {
  const pk = { S: `TENANT#${tenantId}` };
  const one = await client.send(new GetItemCommand({ TableName: 'bench', Key: { pk, sk: { S: `ASSET#${assetId}` } } }));
  const all = await client.send(
    new QueryCommand({
      TableName: 'bench',
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': pk, ':sk': { S: 'ASSET#' } },
    }),
  );
  return { one: one.Item, all: all.Items };
}
