import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function handler({ tenantId, assetId }) {
  const pk = `TENANT#${tenantId}`;
  const one = await documents.send(new GetCommand({ TableName: 'bench', Key: { pk, sk: `ASSET#${assetId}` } }));
  const all = await documents.send(
    new QueryCommand({
      TableName: 'bench',
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': pk, ':sk': 'ASSET#' },
    }),
  );
  return { one: one.Item, all: all.Items };
}
