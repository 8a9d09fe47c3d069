import { fromRoot } from '../../support/root.mjs';
import { key, patch, record, table } from '../record.mjs';

const { GetItemCommand, PutItemCommand, QueryCommand, UpdateItemCommand } = fromRoot('@aws-sdk/client-dynamodb');

const stored = () => ({ pk: { S: `TENANT#${key.tenantId}` }, sk: { S: `ASSET#${key.assetId}` } });

/** The low-level client with a codec written by hand for this one item. */
export function open(client) {
  return {
    get: async () => decode((await client.send(new GetItemCommand({ TableName: table, Key: stored() }))).Item),
    put: () => client.send(new PutItemCommand({ TableName: table, Item: { ...stored(), ...encode(record) } })),
    update: () =>
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: stored(),
          UpdateExpression: 'SET #title = :title, #stock = :stock, #note = :note',
          ExpressionAttributeNames: { '#title': 'title', '#stock': 'stock', '#note': 'note' },
          ExpressionAttributeValues: {
            ':title': { S: patch.title },
            ':stock': { N: String(patch.stock) },
            ':note': { S: patch.note },
          },
        }),
      ),
    query: async () => {
      const { Items } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :sk)',
          ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
          ExpressionAttributeValues: { ':pk': stored().pk, ':sk': { S: 'ASSET#' } },
        }),
      );
      return Items.map(decode);
    },
  };
}

const texts = [
  'tenantId',
  'assetId',
  'title',
  'status',
  'email',
  'city',
  'country',
  'phone',
  'note',
  'owner',
  'createdAt',
  'updatedAt',
];
const numbers = ['count', 'price', 'rating', 'stock'];
const flags = ['active', 'verified'];

function encode(item) {
  const out = {};
  for (const name of texts) out[name] = { S: item[name] };
  for (const name of numbers) out[name] = { N: String(item[name]) };
  for (const name of flags) out[name] = { BOOL: item[name] };
  out.labels = { L: item.labels.map((S) => ({ S })) };
  const { street, city, postcode } = item.address;
  out.address = { M: { street: { S: street }, city: { S: city }, postcode: { S: postcode } } };
  return out;
}

function decode(item) {
  const out = {};
  for (const name of texts) out[name] = item[name].S;
  for (const name of numbers) out[name] = Number(item[name].N);
  for (const name of flags) out[name] = item[name].BOOL;
  out.labels = item.labels.L.map(({ S }) => S);
  const { street, city, postcode } = item.address.M;
  out.address = { street: street.S, city: city.S, postcode: postcode.S };
  return out;
}
