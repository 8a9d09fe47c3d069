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
    expect(await editor.problems(text.replace('partitionKey: pk', 'partitionKy: pk'), `${TOUR}.yaml`)).toHaveLength(2);
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
});
