import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { describe, expect, it } from 'vitest';
import { PACKAGES, type PackageName, usePackedPackages } from '../support/packed-packages.js';
import { ROOT } from '../support/source-files.js';
import { put, temporaryFolder, text, tree } from '../support/temporary-folder.js';

describe('the published packages', { timeout: 120_000 }, () => {
  const packed = usePackedPackages();

  function project(
    type: 'module' | 'commonjs',
    names: readonly PackageName[] = ['tenantry', '@tenantry/runtime', '@tenantry/iam'],
  ): string {
    const base = join(temporaryFolder(), 'shop');
    put(base, 'package.json', `{ "name": "consumer", "type": "${type}" }\n`);
    packed.installIn(base, names);
    return base;
  }

  /** Standard output; a failure shows both streams. */
  function run(cwd: string, ...argv: readonly string[]): string {
    const env = { ...process.env, NODE_NO_WARNINGS: '1' };
    const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd, encoding: 'utf8', env });
    expect(status, `${argv.join(' ')}: ${stdout}${stderr}`).toBe(0);
    return stdout;
  }

  const packageJson = (folder: string) => JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));

  it('hold what they need and nothing else', () => {
    const base = project('module', PACKAGES);
    const kinds = (name: string): string[] =>
      [
        ...new Set(
          tree(join(base, 'node_modules', name)).map((path) => path.replace(/^(\w+\/).*?(\.[^/]*)$/, '$1*$2')),
        ),
      ].sort();
    expect(kinds('tenantry').filter((kind) => !kind.startsWith('templates/'))).toEqual(
      [
        'LICENSE',
        'README.md',
        'bin/*.js',
        'dist/*.d.ts',
        'dist/*.generated.d.ts',
        'dist/*.generated.js',
        'dist/*.js',
        'dist/*.json',
        'dist/*.schema.json',
        'package.json',
      ].sort(),
    );
    expect(existsSync(join(base, 'node_modules/tenantry/templates/service.ts.hbs'))).toBe(true);
    // The runtime is what users step through, so it comes with its sources and their maps.
    expect(kinds('@tenantry/runtime')).toEqual(
      [
        'LICENSE',
        'README.md',
        'dist/*.d.ts',
        'dist/*.js',
        'dist/*.js.map',
        'dist/*.json',
        'package.json',
        'src/*.ts',
      ].sort(),
    );
    for (const name of ['@tenantry/sandbox', '@tenantry/iam'])
      expect(kinds(name)).toEqual(
        ['LICENSE', 'README.md', 'dist/*.d.ts', 'dist/*.js', 'dist/*.json', 'package.json'].sort(),
      );
  });

  it('hold no output of a source that is gone', () => {
    for (const folder of ['generator', 'runtime', 'iam', 'sandbox']) {
      const outputs = tree(join(ROOT, folder, 'dist')).filter(
        (path) => /\.js$/.test(path) && !/\.generated\.js$|^(?:bundle|cjs)\//.test(path),
      );
      const orphans = outputs.filter((path) => !existsSync(join(ROOT, folder, 'src', path.replace(/\.js$/, '.ts'))));
      expect(orphans, `remove ${folder}/dist and build again`).toEqual([]);
    }
  });

  it.each(['generator', 'runtime', 'iam', 'sandbox'])(
    '%s is laid out as publint asks, and ready for provenance',
    async (folder) => {
      const { messages } = await publint({ pkgDir: join(ROOT, folder), pack: false });
      expect(messages).toEqual([]);
      const { repository, publishConfig, license, version } = packageJson(folder);
      expect(repository).toMatchObject({ type: 'git', directory: folder });
      expect(publishConfig).toEqual({ access: 'public', provenance: true });
      expect(license).toBe('Apache-2.0');
      expect(text(ROOT, 'CHANGELOG.md')).toContain(`\n## ${version}`);
    },
  );

  it.each(PACKAGES)('%s has types for every way to resolve it', async (name) => {
    const result = await checkPackage(createPackageFromTarballData(packed.tarball(name)), {
      // Data, not a module.
      excludeEntrypoints: ['./tenantry.schema.json'],
    });
    if (result.types === false) throw new Error(`${name} has no types`);
    // ES modules only, on purpose: CommonJS loads them with require(esm), which every supported Node has.
    expect(result.problems.filter(({ kind }) => kind !== 'CJSResolvesToESM')).toEqual([]);
  });

  it('of the runtime depend on the AWS SDK alone, and work without the generator', () => {
    const { dependencies, peerDependencies } = packageJson('runtime');
    expect(dependencies).toBe(undefined);
    expect(Object.keys(peerDependencies).filter((name) => !name.startsWith('@aws-sdk/'))).toEqual([]);
    const base = project('module', ['@tenantry/runtime']);
    expect(
      readdirSync(join(base, 'node_modules')).filter(
        (name) => !/^(?:\.bin|@aws-sdk|@tenantry|@types|typescript|dynalite)$/.test(name),
      ),
    ).toEqual([]);
    put(
      base,
      'all.mjs',
      ['.', './codegen-v1', './key-templates', './operations', './testing']
        .map((entry) => `await import('@tenantry/runtime${entry.slice(1)}');`)
        .join('\n'),
    );
    run(base, 'all.mjs');
  });

  it.each(['module', 'commonjs'] as const)('start a project of type %s: init, generate, compile, run', (type) => {
    const base = project(type, PACKAGES);
    const tenantry = join(base, 'node_modules/.bin/tenantry');
    run(base, tenantry, 'init', '--quiet');
    run(base, tenantry, 'generate', '--quiet');
    run(base, join(base, 'node_modules/.bin/codegen'), 'check', '--quiet');
    run(base, join(ROOT, 'node_modules/typescript/bin/tsc'));
    // Without @dynoxide/linux-x64, which is optional, the engine is dynalite.
    expect(run(base, tenantry, 'sandbox', '--quiet', '--', process.execPath, 'dist/main.js')).toBe(
      'Try it open\nScopeViolation\n',
    );
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
