import { assetsOf } from '../../peers/dynamoose.mjs';

const Asset = assetsOf(undefined, 'bench');

export async function handler({ tenantId, assetId }) {
  const pk = `TENANT#${tenantId}`;
  const one = await Asset.get({ pk, sk: `ASSET#${assetId}` });
  const all = await Asset.query('pk').eq(pk).where('sk').beginsWith('ASSET#').exec();
  return { one, all };
}
