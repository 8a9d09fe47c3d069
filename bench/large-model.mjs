// A schema of many entities as a grown product has it: most in the tenant's own partition, the busy ones in families of theirs.

const string = { kind: 'string' };
const field = (name, type = string) => ({
  name,
  storedName: name,
  type,
  optional: false,
  readonly: false,
  hidden: false,
  sensitive: false,
});

function entity(n) {
  const tenant = { scope: 'tenant' };
  const busy = n % 5 < 2;
  const partition = busy ? `TENANT#{tenantId}#KIND${n}#{day}` : 'TENANT#{tenantId}';
  return {
    name: `Entity${n}`,
    table: 'app',
    key: { ...tenant, partition, sort: `E${n}#{id}` },
    accessPatterns: [
      { ...tenant, name: 'byStatus', index: 'gsi1', partition: `TENANT#{tenantId}#E${n}#{status}`, sort: '{id}' },
      ...(n % 10 === 0
        ? [{ scope: 'user', name: 'ofUser', index: 'gsi2', partition: 'USER#{userId}', sort: `E${n}` }]
        : []),
    ],
    attributes: [
      field('tenantId'),
      field('userId'),
      field('id', { kind: 'string', format: 'ulid' }),
      field('day', { kind: 'date', store: 'iso' }),
      field('status', { kind: 'enum', values: ['open', 'closed'] }),
    ],
    unique: [],
  };
}

export function largeModel(entityCount, roleCount) {
  const entities = Array.from({ length: entityCount }, (_, n) => entity(n));
  const all = ['get', 'query', 'put', 'update', 'delete', 'check'];
  return {
    service: 'large',
    output: {},
    environments: [
      { name: 'prod', account: '111122223333', region: 'eu-west-1', partition: 'aws', tables: { app: 'large' } },
    ],
    scopes: [
      { name: 'public', prefix: 'PUBLIC' },
      { name: 'tenant', prefix: 'TENANT#{tenantId}', parameter: 'tenantId', principalTag: 'TenantId' },
      { name: 'user', prefix: 'USER#{userId}', parameter: 'userId', principalTag: 'UserId' },
    ],
    tables: [
      {
        name: 'app',
        partitionKey: 'pk',
        sortKey: 'sk',
        marker: '_type',
        indexes: ['gsi1', 'gsi2'].map((name) => ({
          name,
          kind: 'global',
          partitionKey: `${name}pk`,
          sortKey: `${name}sk`,
          projection: { kind: 'all' },
        })),
      },
    ],
    types: [],
    entities,
    collections: [],
    buckets: [],
    roles: Array.from({ length: roleCount }, (_, r) => ({
      name: `role${r}`,
      unscoped: false,
      tags: ['tenant', 'user'],
      additionalStatements: [],
      // The first role has everything; each further one leaves out more and writes less.
      grants: entities
        .filter((_, n) => n % (r + 1) === 0)
        .map(({ name, accessPatterns }, n) => ({
          kind: 'entity',
          entity: name,
          actions: n % (r + 1) === 0 ? all : all.slice(0, 2),
          accessPatterns: ['primary', ...accessPatterns.map((pattern) => pattern.name)],
        })),
    })),
    identity: { assumeRole: { trusted: ['role/api'], externalId: 'none', maxSessionSeconds: 3600 } },
  };
}
