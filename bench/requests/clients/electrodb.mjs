import { assetsOf } from '../../peers/electrodb.mjs';
import { key, patch, record, table } from '../record.mjs';

export function open(client) {
  const entity = assetsOf(client, table);
  return {
    get: async () => (await entity.get(key).go()).data,
    put: () => entity.put(record).go(),
    update: () => entity.update(key).set(patch).go(),
    query: async () => (await entity.query.primary({ tenantId: key.tenantId }).go()).data,
  };
}
