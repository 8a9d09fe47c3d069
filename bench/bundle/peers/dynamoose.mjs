import dynamoose from 'dynamoose';

const text = { type: String, required: true };
const number = { type: Number, required: true };
const flag = { type: Boolean, required: true };
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
const Asset = dynamoose.model('Asset', schema);
new dynamoose.Table('bench', [Asset], { create: false, update: false, waitForActive: false });

export async function handler({ tenantId, assetId }) {
  const pk = `TENANT#${tenantId}`;
  const one = await Asset.get({ pk, sk: `ASSET#${assetId}` });
  const all = await Asset.query('pk').eq(pk).where('sk').beginsWith('ASSET#').exec();
  return { one, all };
}
