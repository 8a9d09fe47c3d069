import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/source-files.js';
import { put, temporaryFolder, text, tree } from '../support/temporary-folder.js';

/**
 * The packages as npm would publish them, in an empty project outside of the repository. Beside them it holds what they
 * declare to depend on and nothing else, so an import of anything undeclared fails.
 */
describe('the published packages', { timeout: 120_000 }, () => {
  const packed = mkdtempSync(join(tmpdir(), 'tenantry-packed-'));
  afterAll(() => rmSync(packed, { recursive: true }));

  beforeAll(() => {
    const npm = ['pack', '--silent', '-w', 'generator', '-w', 'runtime', '--pack-destination', packed];
    execFileSync('npm', npm, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  }, 120_000);

  function project(type: 'module' | 'commonjs'): string {
    const base = join(temporaryFolder(), 'shop');
    put(base, 'package.json', `{ "name": "consumer", "type": "${type}" }\n`);
    const tenantry = install(base, 'tenantry');
    const runtime = install(base, '@tenantry/runtime');
    const { dependencies } = JSON.parse(readFileSync(join(tenantry, 'package.json'), 'utf8'));
    const { peerDependencies } = JSON.parse(readFileSync(join(runtime, 'package.json'), 'utf8'));
    for (const name of [...Object.keys({ ...dependencies, ...peerDependencies }), '@types/node']) link(base, name);
    return base;
  }

  function install(base: string, name: string): string {
    const folder = join(base, 'node_modules', name);
    const file = readdirSync(packed).find((tarball) =>
      tarball.startsWith(`${name.replace('@', '').replace('/', '-')}-0`),
    );
    mkdirSync(folder, { recursive: true });
    execFileSync('tar', ['xzf', join(packed, file ?? ''), '--strip-components=1'], { cwd: folder });
    return folder;
  }

  /** Standard output; a failure shows both streams. */
  function run(cwd: string, ...argv: readonly string[]): string {
    const env = { ...process.env, NODE_NO_WARNINGS: '1' };
    const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd, encoding: 'utf8', env });
    expect(status, `${argv.join(' ')}: ${stdout}${stderr}`).toBe(0);
    return stdout;
  }

  it('hold what they need and nothing else', () => {
    const base = project('module');
    const files = tree(join(base, 'node_modules/tenantry'));
    expect(files).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'bin/tenantry.js',
        'templates/service.ts.hbs',
        'package.json',
        'dist/tenantry.schema.json',
      ]),
    );
    for (const name of ['tenantry', '@tenantry/runtime']) {
      expect(
        tree(join(base, 'node_modules', name)).filter((path) => /\.test\.|tsbuildinfo|\.env|\.log$/.test(path)),
      ).toEqual([]);
    }
  });

  it.each(['generator', 'runtime', 'sandbox'])('%s is laid out as publint asks', async (folder) => {
    const { messages } = await publint({ pkgDir: join(ROOT, folder), pack: false });
    expect(messages).toEqual([]);
  });

  it('of the runtime depends on the AWS SDK alone', () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'runtime/package.json'), 'utf8'));
    expect(dependencies).toBe(undefined);
    expect(Object.keys(peerDependencies).filter((name) => !name.startsWith('@aws-sdk/'))).toEqual([]);
  });

  it.each(['module', 'commonjs'] as const)('start a project of type %s: init, generate, compile, run', (type) => {
    const base = project(type);
    const tenantry = join(base, 'node_modules/tenantry/bin/tenantry.js');
    run(base, tenantry, 'init', '--quiet');
    run(base, tenantry, 'generate', '--quiet');
    run(base, tenantry, 'check', '--quiet');
    put(base, 'src/main.ts', MAIN);
    run(base, join(ROOT, 'node_modules/typescript/bin/tsc'));
    expect(run(base, 'dist/main.js')).toBe('{"TableName":"t","Key":{"pk":{"S":"TENANT#acme"},"sk":{"S":"TASK#1"}}}\n');
    expect(text(base, 'dist/main.js').includes('require(')).toBe(type === 'commonjs');
  });

  it('are importable and requirable', () => {
    const base = project('commonjs');
    put(
      base,
      'esm.mjs',
      `import { compile } from 'tenantry'; console.log(typeof compile, compile('').diagnostics.length);`,
    );
    put(
      base,
      'cjs.cjs',
      `const { compile } = require('tenantry'); const { createTenantSessions } = require('@tenantry/runtime'); console.log(typeof compile, typeof createTenantSessions);`,
    );
    expect(run(base, 'esm.mjs')).toBe('function 1\n');
    expect(run(base, 'cjs.cjs')).toBe('function function\n');
  });
});

function link(base: string, name: string): void {
  const target = join(base, 'node_modules', name);
  if (name.startsWith('@tenantry/')) return;
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules', name), target);
}

const MAIN = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createShop } from './client/index.js';

const shop = createShop({ client: new DynamoDBClient({ region: 'eu-west-1' }), tables: { app: 't' } });
console.log(JSON.stringify(shop.task.get({ tenantId: 'acme', taskId: '1' }).params()));
`;
