import { WORK } from '../../support/root.mjs';
import { key, patch, record, table } from '../record.mjs';

const { createBench } = await import(`${WORK}requests/client/index.js`);
const { createTenantSessions } = await import(new URL('../../../runtime/dist/index.js', import.meta.url));

/** As `tenantry`, but signed by a session: one client, the identity swapped for each request. */
export async function open(client) {
  const sessions = createTenantSessions({
    source: {
      kind: 'static',
      credentials: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'FwoGZXIvYXdzE'.repeat(60) },
    },
    region: 'eu-west-1',
    tags: { tenant: 'TenantId' },
    authorize: () => true,
  });
  const bench = createBench({ client, tables: { app: table } });
  const mine = bench.forSession(await sessions.get({ tenantId: key.tenantId }));
  const { tenantId: _, ...own } = key;
  return {
    get: () => mine.asset.get(own).send(),
    put: () => mine.asset.put(record).send(),
    update: () => mine.asset.update(own).set(patch).send(),
    query: () => mine.asset.query().all(),
  };
}
