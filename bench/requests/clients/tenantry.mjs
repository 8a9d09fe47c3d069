import { WORK } from '../../support/root.mjs';
import { key, patch, record, table } from '../record.mjs';

const { createBench } = await import(`${WORK}requests/client/index.js`);

export function open(client) {
  const bench = createBench({ client, tables: { app: table } });
  const partition = { tenantId: key.tenantId };
  return {
    get: () => bench.asset.get(key).send(),
    put: () => bench.asset.put(record).send(),
    update: () => bench.asset.update(key).set(patch).send(),
    query: () => bench.asset.query(partition).all(),
  };
}
