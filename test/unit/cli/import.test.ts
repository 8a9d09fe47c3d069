import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../generator/src/cli/run.js';
import type { Terminal } from '../../../generator/src/cli/terminal.js';
import { toolchain } from '../../../generator/src/cli/toolchain.js';
import { ROOT } from '../../support/source-files.js';
import { exists, put, temporaryFolder } from '../../support/temporary-folder.js';
import { memoryTerminal, type Ran } from './run-cli.js';

async function tenantry(cwd: string, argv: readonly string[], given: Partial<Terminal> = {}): Promise<Ran> {
  const terminal = memoryTerminal(cwd, given);
  return { exitCode: await run(argv, terminal, toolchain), ...terminal.printed() };
}

const chat = (path: string): string => readFileSync(join(ROOT, 'test/imports/chat', path), 'utf8');

describe('import nosql-workbench', () => {
  it('prints a schema to standard output that generates, and the decisions to standard error', async () => {
    const base = temporaryFolder();
    put(base, 'chat.json', chat('model.json'));
    const { exitCode, out, err } = await tenantry(base, ['import', 'nosql-workbench', 'chat.json']);
    expect([exitCode, out]).toEqual([0, chat('schema.tenantry.yaml')]);
    expect(err).toMatch(/^4 decisions are yours; the schema has each on its line:\n {2}line 3: the model does not say/);
    put(base, 'chat.tenantry.yaml', out);
    expect((await tenantry(base, ['generate'])).exitCode).toBe(0);
    expect(exists(base, 'client/room-meta.ts')).toBe(true);
  });

  it('reads standard input, and prints JSON', async () => {
    const { exitCode, out, err } = await tenantry(
      temporaryFolder(),
      ['import', 'nosql-workbench', '-', '--format', 'json'],
      { input: async () => chat('model.json') },
    );
    expect([exitCode, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      schema: chat('schema.tenantry.yaml'),
      decisions: [{ line: 3 }, { line: 4 }, { line: 18 }, { line: 19 }],
      diagnostics: [],
    });
  });

  it('exits 1 for a file that is not a data model, with its place', async () => {
    const base = temporaryFolder();
    put(base, 'bad.json', '{ "ModelName": "x",\n  "DataModel": [{ "TableName": "abc" }] }');
    const { exitCode, out, err } = await tenantry(base, ['import', 'nosql-workbench', 'bad.json']);
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toMatch(/^bad\.json:2:17 - error input\.not-a-model: There is no `KeyAttributes` in a table\./);
    const github = await tenantry(base, ['import', 'nosql-workbench', 'bad.json', '--format', 'github']);
    expect(github.out).toMatch(/^::error file=bad\.json,line=2,col=17/);
  });

  it.each([
    [['import']],
    [['import', 'nosql-workbench']],
    [['import', 'excel', 'x']],
    [['import', 'nosql-workbench', 'gone.json']],
  ])('exits 2 for %j', async (argv) => {
    expect(await tenantry(temporaryFolder(), argv)).toMatchObject({ exitCode: 2, out: '' });
  });
});
