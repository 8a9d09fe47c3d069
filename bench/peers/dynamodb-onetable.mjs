import { Table } from 'dynamodb-onetable';

const text = { type: String, required: true };
const number = { type: Number, required: true };
const flag = { type: Boolean, required: true };

/** The model of the benchmarks, for the bundles and the requests. */
export function assetsOf(client, name) {
  const table = new Table({
    client,
    name,
    partial: false,
    logger: false,
    schema: {
      format: 'onetable:1.1.0',
      version: '0.0.1',
      indexes: { primary: { hash: 'pk', sort: 'sk' } },
      models: {
        Asset: {
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
  return table.getModel('Asset');
}
