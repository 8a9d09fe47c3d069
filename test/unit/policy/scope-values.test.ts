import { describe, expect, it } from 'vitest';
import { verify } from '../../../generator/src/policy/verify/verify.js';
import { readSchema } from '../../../generator/src/read-schema.js';

/** Two roles on one table, of which one is not fenced: its patterns say what a tenant id can be. */
const schema = (tenantId: object) => ({
  version: 1,
  service: 'demo',
  output: { policies: 'p' },
  environments: { prod: { account: '111122223333', region: 'eu-west-1', tables: { app: 'app' } } },
  scopes: { tenant: { prefix: 'TENANT#{tenantId}', principalTag: 'TenantId' } },
  tables: { app: { partitionKey: 'pk', sortKey: 'sk' } },
  entities: {
    Note: { key: { partition: 'TENANT#{tenantId}#N', sort: 'N#{id}' }, attributes: { tenantId, id: 'string' } },
  },
  roles: {
    member: { tags: ['tenant'], grants: { Note: ['read', 'write'] } },
    staff: { unscoped: true, grants: { Note: ['read', 'write', 'scan'] } },
  },
  identity: { assumeRole: { trusted: ['role/api'] } },
});

describe('policies of a scope whose values are limited', () => {
  it.each([
    {},
    { format: 'uuid' },
    { format: 'ulid' },
    { pattern: '^[a-f0-9]{12}$' },
    { pattern: '^(?:eu|us)-[0-9]{4}$' },
    { minLength: 8 },
    { minLength: 3, maxLength: 12 },
    { minLength: 10, maxLength: 10 },
    { format: 'uuid', pattern: '^[0-9]' },
  ])('%o are sound and complete', (limits) => {
    const text = JSON.stringify(schema({ type: 'string', ...limits }));
    const { model, diagnostics } = readSchema([{ file: 's.tenantry.yaml', text }]);
    if (model === undefined) throw new Error(JSON.stringify(diagnostics));
    expect(verify(model)).toMatchObject({ sound: true, complete: true, findings: [] });
  });
});
