/** A schema of as many entities as wanted, each with 11 attributes and an index, and a program that uses all of them. */
export function manyEntities(count) {
  const names = Array.from({ length: count }, (_, i) => `Thing${String(i + 1).padStart(4, '0')}`);
  const schema = `version: 1
service: bench
output: { client: client, policies: policies }
environments:
  dev: { account: "111122223333", region: eu-west-1, tables: { app: bench } }
scopes:
  tenant: { prefix: "TENANT#{tenantId}", principalTag: TenantId }
tables:
  app:
    partitionKey: pk
    sortKey: sk
    indexes:
      gsi1: { partitionKey: gsi1pk, sortKey: gsi1sk }
entities:
${names.map(entity).join('')}roles:
${chunks(names, 200).map(role).join('')}`;
  return { names, schema };
}

/** IAM's limits do not let one role have a thousand entities. */
const chunks = (names, size) => (names.length === 0 ? [] : [names.slice(0, size), ...chunks(names.slice(size), size)]);

const role = (names, i) => `  app${i}:
    tags: [tenant]
    grants:
${names.map((name) => `      ${name}: [read, write]\n`).join('')}`;

const entity = (name) => `  ${name}:
    key: { partition: "TENANT#{tenantId}", sort: "${name.toUpperCase()}#{id}" }
    indexes:
      byStatus: { index: gsi1, partition: "TENANT#{tenantId}#${name.toUpperCase()}#{status}", sort: "{createdAt}#{id}" }
    attributes:
      tenantId: string
      id: { type: string, generate: ulid }
      name: { type: string, minLength: 1, maxLength: 200 }
      status: { enum: [draft, active, closed], default: draft }
      amount: { type: number, min: 0 }
      count: integer?
      active: boolean
      labels: string[]
      tags: set<string>?
      place: { map: { street: string, city: string } }
      createdAt: { type: datetime, generate: created, readonly: true }
`;

const lower = (name) => name[0].toLowerCase() + name.slice(1);

/** Get, put, update, query with conditions, and the same bound to a session. */
export function consumer(names) {
  const uses = names.map((name, i) => {
    const use = (service, scope) => `
  const got${scope ? '' : 'Bound'} = await ${service}.${lower(name)}.get({ ${scope}id: 'a' }).send();
  await ${service}.${lower(name)}
    .put({ ${scope}name: 'x', amount: 1, active: true, labels: ['a'], place: { street: 's', city: 'c' } })
    .where((t) => t.id.notExists())
    .send();
  await ${service}.${lower(name)}
    .update({ ${scope}id: 'a' })
    .set({ name: 'y', active: false })
    .where((t, { and }) => and(t.amount.gt(0), t.place.city.eq('c')))
    .send();
  const found${scope ? '' : 'Bound'} = await ${service}.${lower(name)}
    .query({${scope ? ` ${scope.slice(0, -2)} ` : ''}})
    .filter((t) => t.name.beginsWith('x'))
    .all();
  await ${service}.${lower(name)}.byStatus({ ${scope}status: 'active' }).limit(10).all();`;
    const bound = use('mine', '').replace('.query({})', '.query()');
    return `export async function use${i + 1}(): Promise<readonly (string | undefined)[]> {${use('bench', "tenantId: 'acme', ")}${bound}
  return [got?.name, gotBound?.place.city, found[0]?.status, foundBound[0]?.id];
}
`;
  });
  return `import { createBench } from './client/index.js';
import type { Session } from '@tenantry/runtime/codegen-v1';

const bench = createBench({ tables: { app: 'bench' } });
declare const session: Session;
const mine = bench.forSession(session);

${uses.join('\n')}`;
}
