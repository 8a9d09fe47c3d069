import { describe, expect, it } from 'vitest';
import { compile } from '../../../generator/src/api/compile.js';

const SCHEMA = `version: 1
service: demo
environments:
  dev: { account: "111122223333", region: eu-west-1, tables: { app: demo } }
scopes:
  tenant: { prefix: "TENANT#{tenantId}", principalTag: TenantId }
tables:
  app: { partitionKey: pk, sortKey: sk }
entities:
  Note:
    key: { partition: "TENANT#{tenantId}", sort: "NOTE#{noteId}" }
    attributes: { tenantId: string, noteId: string }
`;

const ROLES = `version: 1
roles:
  member:
    tags: [tenant]
    grants: { Note: read }
    additionalStatements:
      - Effect: Allow
        Action: dynamodb:Query
        Resource: arn:aws:dynamodb:eu-west-1:111122223333:table/demo
`;

describe('a finding of the proof', () => {
  it('stands at the role that it is about, in the file that has it, with a reason and a fix', () => {
    const { diagnostics, files } = compile([
      { file: 'schema.yaml', text: SCHEMA },
      { file: 'roles.yaml', text: ROLES },
    ]);
    expect(files.size).toBe(0);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code }) => code)).toContain('policy.no-key');
    for (const { where, why, hint } of errors) {
      expect(where).toEqual({ file: 'roles.yaml', line: 3, column: 3, length: 6 });
      expect([why, hint]).not.toContain(undefined);
    }
  });
});
