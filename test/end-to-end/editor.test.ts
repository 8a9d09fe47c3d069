import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startYamlServer, type YamlServer } from '../support/yaml-server.js';

// The JSON Schema in an editor: the YAML language server itself, spoken to as an editor does.
let editor: YamlServer;
beforeAll(async () => {
  editor = await startYamlServer();
});
afterAll(() => editor.stop());

const TOUR = fileURLToPath(new URL('../../schemas/flight-club.tenantry.yaml', import.meta.url));

const NOTE = `version: 1
service: demo
entities:
  Note:
    key: { partition: "TENANT#{tenantId}", sort: NOTE }
    attributes:
      tenantId: string
`;

describe('in an editor', () => {
  it('the tour finds its JSON Schema, and has no problem', async () => {
    const text = readFileSync(TOUR, 'utf8');
    expect(await editor.problems(text, TOUR)).toEqual([]);
    const wrong = text.replace('partitionKey: pk', 'partitionKy: pk');
    expect(await editor.problems(wrong, `${TOUR}.yaml`)).toHaveLength(2);
    // By its modeline alone: the name of this file leads to no schema.
    expect(await editor.problems(wrong.replace(/^#.*$/m, '#'), `${TOUR}.yml`)).toEqual([]);
  });

  it('a mistake is marked where it is, in the words of the command line', async () => {
    const problems = await editor.problems(
      `${NOTE}      text: { type: string, generate: uild }\nroles:\n  member: { grants: { Note: raed } }\nscopes:\n  Tenant: {}\n`,
    );
    expect(problems.map(({ line }) => line)).toEqual([8, 10, 12, 12]);
    expect(problems[0]?.message).toContain('"ulid"');
    expect(problems.map(({ message }) => message).join('\n')).toContain('prefix');
  });

  it.each([
    ['sections', 'version: 1\n|', ['entities', 'roles', 'scopes', 'tables', 'environments', 'identity']],
    ['properties of an entity', `${NOTE}    |`, ['indexes', 'description', 'writeGuard']],
    [
      'modifiers of an attribute',
      `${NOTE}      text:\n        |`,
      ['type', 'enum', 'maxLength', 'generate', 'sensitive'],
    ],
    [
      'generators',
      `${NOTE}      id:\n        type: string\n        generate: |`,
      ['ulid', 'uuid', 'created', 'updated'],
    ],
    ['actions', `${NOTE}roles:\n  member:\n    grants:\n      Note: [|]`, ['read', 'write', 'scan']],
    ['formats', `${NOTE}      id:\n        type: string\n        format: |`, ['email', 'uuid', 'ulid', 'uri']],
    // Between braces the server wants a letter first.
    ['properties between braces', `${NOTE}      id: { type: string, m| }`, ['minLength', 'pattern', 'deprecated']],
    ['parts of a key', `${NOTE}  Other:\n    key: { p| }`, ['partition', 'sort', 'unscoped']],
    ['parts of an access pattern', `${NOTE}    indexes:\n      byId:\n        |`, ['index', 'partition', 'sort']],
    [
      'projections',
      'version: 1\ntables:\n  app:\n    indexes:\n      gsi1:\n        projection: |',
      ['all', 'keys-only'],
    ],
    ['AWS partitions', 'version: 1\nenvironments:\n  dev:\n    partition: |', ['aws', 'aws-cn', 'aws-us-gov']],
    ['ways of identity', 'version: 1\nidentity:\n  |', ['assumeRole', 'webIdentity', 'cognitoIdentityPool']],
    ['kinds of external id', 'version: 1\nidentity:\n  assumeRole:\n    externalId: |', ['none', 'optional']],
    ['parts of a union', `${NOTE}      paid:\n        union:\n          |`, ['discriminator', 'variants']],
    [
      'parts of a grant',
      `${NOTE}roles:\n  member:\n    grants:\n      Note:\n        |`,
      ['actions', 'accessPatterns'],
    ],
    ['fields of a type', 'version: 1\ntypes:\n  Address:\n    street:\n      |', ['type', 'maxLength', 'optional']],
  ] as [string, string, string[]][])('%s are offered', async (_what, text, labels) => {
    expect(await editor.complete(text)).toEqual(expect.arrayContaining(labels));
  });

  it('what is given already is not offered again', async () => {
    expect(await editor.complete(`${NOTE}    |`)).not.toContain('attributes');
  });

  it('a property says what it is', async () => {
    expect(await editor.hover(`${NOTE}    uni|que: [[tenantId]]\n`)).toContain('unique within the scope');
    expect(await editor.hover(`${NOTE}      id: { type: string, gene|rate: ulid }\n`)).toContain('new identifier');
  });

  it.each([
    ['version: 1\nscopes:\n  tenant: { pre|fix: "T#{t}" }\n', 'begins with', 'TENANT#{tenantId}'],
    ['version: 1\nenvironments:\n  dev: { acc|ount: "111122223333" }\n', 'twelve digits', '111122223333'],
    ['version: 1\ntables:\n  app:\n    tt|l: expires\n', 'time to live', 'expiresAt'],
    [`${NOTE}    shard: { of: tenantId, co|unt: 4 }\n`, 'number of shards', '16'],
    ['version: 1\nroles:\n  member:\n    ta|gs: [tenant]\n', 'scopes whose parameters', 'tenant'],
    [
      'version: 1\nroles:\n  member:\n    grants:\n      Note: { acc|essPatterns: [x] }\n',
      'Reads go through',
      'primary',
    ],
    ['version: 1\nidentity:\n  assumeRole: { tru|sted: [role/x] }\n', 'Who may assume', 'role/flight-club-api'],
  ])('%j says what it is, with an example', async (text, words, example) => {
    const said = await editor.hover(text);
    expect(said).toContain(words);
    expect(said).toContain(example);
  });
});
