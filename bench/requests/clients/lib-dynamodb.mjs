import { fromRoot } from '../../support/root.mjs';
import { key, patch, record, table } from '../record.mjs';

const { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } =
  fromRoot('@aws-sdk/lib-dynamodb');

const stored = { pk: `TENANT#${key.tenantId}`, sk: `ASSET#${key.assetId}` };

/** The same requests as users write them by hand. */
export function open(client) {
  const documents = DynamoDBDocumentClient.from(client);
  return {
    get: async () => (await documents.send(new GetCommand({ TableName: table, Key: { ...stored } }))).Item,
    put: () => documents.send(new PutCommand({ TableName: table, Item: { ...stored, ...record } })),
    update: () =>
      documents.send(
        new UpdateCommand({
          TableName: table,
          Key: { ...stored },
          UpdateExpression: 'SET #title = :title, #stock = :stock, #note = :note',
          ExpressionAttributeNames: { '#title': 'title', '#stock': 'stock', '#note': 'note' },
          ExpressionAttributeValues: { ':title': patch.title, ':stock': patch.stock, ':note': patch.note },
        }),
      ),
    query: async () =>
      (
        await documents.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :sk)',
            ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
            ExpressionAttributeValues: { ':pk': stored.pk, ':sk': 'ASSET#' },
          }),
        )
      ).Items,
  };
}
