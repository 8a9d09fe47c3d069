import { Table } from 'dynamodb-onetable';
import { key, patch, record, table } from '../record.mjs';

const text = { type: String, required: true };
const number = { type: Number, required: true };
const flag = { type: Boolean, required: true };

export function open(client) {
  const bench = new Table({
    client,
    name: table,
    partial: false,
    logger: false,
    schema: {
      format: 'onetable:1.1.0',
      version: '0.0.1',
      indexes: { primary: { hash: 'pk', sort: 'sk' } },
      models: {
        Record: {
          pk: { type: String, value: 'TENANT#${tenantId}' },
          sk: { type: String, value: 'ASSET#${assetId}' },
          tenantId: text,
          assetId: text,
          title: text,
          status: { type: String, enum: ['open', 'active', 'closed'], required: true },
          email: text,
          city: text,
          country: text,
          phone: { type: String },
          note: { type: String },
          owner: text,
          count: number,
          price: number,
          rating: number,
          stock: number,
          active: flag,
          verified: flag,
          createdAt: text,
          updatedAt: text,
          labels: { type: Array, required: true, items: { type: String } },
          address: { type: Object, required: true, schema: { street: text, city: text, postcode: text } },
        },
      },
      params: { timestamps: false, isoDates: true },
    },
  });
  const model = bench.getModel('Record');
  return {
    get: () => model.get(key),
    put: () => model.create(record, { exists: null }),
    update: () => model.update({ ...key, ...patch }, { return: 'none' }),
    query: () => model.find({ tenantId: key.tenantId }),
  };
}
