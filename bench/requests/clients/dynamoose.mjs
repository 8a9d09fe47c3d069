import { assetsOf } from '../../peers/dynamoose.mjs';
import { key, patch, record, table } from '../record.mjs';

const keys = { pk: `TENANT#${key.tenantId}`, sk: `ASSET#${key.assetId}` };

/** It calls methods of the aggregated client. */
export const clientClass = 'DynamoDB';

export function open(client) {
  const Record = assetsOf(client, table);
  return {
    get: () => Record.get(keys),
    put: () => Record.create({ ...keys, ...record }, { overwrite: true }),
    update: () => Record.update(keys, { $SET: patch }),
    query: () => Record.query('pk').eq(keys.pk).where('sk').beginsWith('ASSET#').exec(),
  };
}
