import { assetsOf } from '../../peers/dynamodb-onetable.mjs';
import { key, patch, record, table } from '../record.mjs';

export function open(client) {
  const model = assetsOf(client, table);
  return {
    get: () => model.get(key),
    put: () => model.create(record, { exists: null }),
    update: () => model.update({ ...key, ...patch }, { return: 'none' }),
    query: () => model.find({ tenantId: key.tenantId }),
  };
}
