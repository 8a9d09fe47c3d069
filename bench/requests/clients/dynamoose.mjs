import dynamoose from 'dynamoose';
import { key, patch, record, table } from '../record.mjs';

const keys = { pk: `TENANT#${key.tenantId}`, sk: `ASSET#${key.assetId}` };
const text = { type: String, required: true };
const number = { type: Number, required: true };
const flag = { type: Boolean, required: true };

/** It calls methods of the aggregated client. */
export const clientClass = 'DynamoDB';

export function open(client) {
  dynamoose.aws.ddb.set(client);
  const schema = new dynamoose.Schema({
    pk: { type: String, hashKey: true },
    sk: { type: String, rangeKey: true },
    tenantId: text,
    assetId: text,
    title: text,
    status: { type: String, enum: ['open', 'active', 'closed'], required: true },
    email: text,
    city: text,
    country: text,
    phone: String,
    note: String,
    owner: text,
    count: number,
    price: number,
    rating: number,
    stock: number,
    active: flag,
    verified: flag,
    createdAt: text,
    updatedAt: text,
    labels: { type: Array, schema: [String], required: true },
    address: { type: Object, required: true, schema: { street: text, city: text, postcode: text } },
  });
  const Record = dynamoose.model('Record', schema);
  new dynamoose.Table(table, [Record], { create: false, update: false, waitForActive: false });
  return {
    get: () => Record.get(keys),
    put: () => Record.create({ ...keys, ...record }, { overwrite: true }),
    update: () => Record.update(keys, { $SET: patch }),
    query: () => Record.query('pk').eq(keys.pk).where('sk').beginsWith('ASSET#').exec(),
  };
}
