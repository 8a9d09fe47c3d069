import dynamoose from 'dynamoose';

const text = { type: String, required: true };
const number = { type: Number, required: true };
const flag = { type: Boolean, required: true };

/** The model of the benchmarks, for the bundles and the requests; without a client it makes its own. */
export function assetsOf(client, name) {
  if (client !== undefined) dynamoose.aws.ddb.set(client);
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
  new dynamoose.Table(name, [Asset], { create: false, update: false, waitForActive: false });
  return Asset;
}
