import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ROOT } from '../support/source-files.js';
import { exists, put, temporaryFolder, text } from '../support/temporary-folder.js';

/** The built command line in a process of its own, as a pipeline runs it. */
const BIN = join(ROOT, 'generator/bin/tenantry.js');
const TOUR = readFileSync(join(ROOT, 'schemas/flight-club.tenantry.yaml'), 'utf8');

const tenantry = (cwd: string, argv: readonly string[], input = ''): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [BIN, ...argv], { cwd, input, encoding: 'utf8' });

const project = (): string => {
  const base = temporaryFolder();
  put(base, 'tenantry.config.yaml', 'schema: schemas/*.tenantry.yaml\n');
  put(base, 'schemas/flight-club.tenantry.yaml', TOUR);
  return base;
};

describe('the command line', () => {
  it('generates the tour, finds it fresh, and finds out what was tampered with', () => {
    const base = project();
    const first = tenantry(base, []);
    expect([first.status, first.stdout]).toEqual([0, '']);
    expect(first.stderr).toMatch(/^\d+ created, 0 updated, 0 unchanged, 0 deleted in \d+ ms\n$/);
    expect(text(base, 'generated-example/client/index.ts')).toBe(
      readFileSync(join(ROOT, 'generated-example/client/index.ts'), 'utf8'),
    );
    const time = statSync(join(base, 'generated-example/client/index.ts')).mtimeMs;
    const again = tenantry(base, ['generate', '--format', 'json']);
    expect(new Set(JSON.parse(again.stdout).files.map(({ status }: { status: string }) => status))).toEqual(
      new Set(['unchanged']),
    );
    expect(statSync(join(base, 'generated-example/client/index.ts')).mtimeMs).toBe(time);
    expect(tenantry(base, ['check']).status).toBe(0);
    put(base, 'generated-example/client/member.ts', '// mine\n');
    const stale = tenantry(base, ['check']);
    expect(stale.status).toBe(1);
    expect(stale.stdout).toMatch(
      /^hand-edited generated-example\/client\/member\.ts: edited since it was generated; line 1 is "\/\/ mine"/,
    );
  });

  it('does not prove and print again what the last run left, unless something is different', () => {
    const base = project();
    mkdirSync(join(base, 'node_modules'));
    const known = (...argv: readonly string[]): boolean => {
      const { status, stderr } = tenantry(base, argv);
      expect([status, stderr]).toEqual([0, expect.not.stringContaining('error')]);
      return /\d+ unchanged, 0 deleted \(as the last run left them\) in /.test(stderr);
    };
    expect([known(), known(), known('--force'), known('--dry-run'), known('check')]).toEqual([
      ...[false, true, false, false, false],
    ]);
    put(base, 'schemas/flight-club.tenantry.yaml', `${TOUR}# The same.\n`);
    expect([known(), known()]).toEqual([false, true]);
    put(base, 'generated-example/policies/dev/member.policy.json', '{}\n');
    expect(tenantry(base, []).status).toBe(1);
    expect([known('--force'), known()]).toEqual([false, true]);
  }, 60_000);

  it('shows a problem with its place, its line and a caret on standard error', () => {
    const base = project();
    put(
      base,
      'schemas/flight-club.tenantry.yaml',
      TOUR.replace('partition: "TENANT#{tenantId}", sort: CLUB', 'partition: "TENANT#{tenantID}", sort: CLUB'),
    );
    const { status, stdout, stderr } = tenantry(base, ['validate', '--no-color']);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^schemas\/flight-club\.tenantry\.yaml:\d+:\d+ - error key\.unknown-attribute: .*tenantID/);
    expect(stderr).toContain('^^^');
    expect(stderr).toMatch(/1 schema file: \d+ errors? \(\d+ ms\)\n$/);
    const annotations = tenantry(base, ['generate', '--format', 'github']);
    expect(annotations.stdout).toMatch(/^::error file=schemas\/flight-club\.tenantry\.yaml,line=\d+,/);
    expect(exists(base, 'generated-example')).toBe(false);
  });

  it('writes nothing before the thread that parses has seen every file', () => {
    const base = temporaryFolder();
    put(base, 'tenantry.config.yaml', 'templates: own\n');
    put(base, 'tenantry.yaml', TOUR);
    put(base, 'own/client-file.ts.hbs', 'export const = {{header}};\n');
    const { status, stdout, stderr } = tenantry(base, []);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('The emitted file tables.ts does not parse at 1:14:');
    expect(stderr).not.toContain('Internal error');
    expect(exists(base, 'generated-example')).toBe(false);
  });

  it('reads standard input, and prints one file to standard output', () => {
    const base = temporaryFolder();
    const { status, stdout, stderr } = tenantry(base, ['generate', '-', '--stdout', 'scopes.ts'], TOUR);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('export const tenantScope');
    expect(exists(base, 'generated-example')).toBe(false);
  });

  it('prints a model that does not depend on the order of the schema', () => {
    const base = project();
    const { status, stdout } = tenantry(base, ['model']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).service).toBe('flight-club');
  });

  it('ends quietly when the reader of its output goes away', async () => {
    const child = spawn(process.execPath, [BIN, 'model'], { cwd: project(), stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    const [code] = await once(child, 'exit');
    expect([code, errors]).toEqual([0, '']);
  });

  it.each([['model', '--format', 'text'], ['--help'], ['validate', 'broken.tenantry.yaml']])(
    'lets its readers go: %s',
    (...argv) => {
      const base = project();
      put(base, 'broken.tenantry.yaml', 'oops: [\n');
      const line = `"$0" "$@" 2>&1 | head -c 1 >/dev/null; echo "\${PIPESTATUS[0]}"`;
      const { stdout, stderr } = spawnSync('bash', ['-c', line, process.execPath, BIN, ...argv], {
        cwd: base,
        encoding: 'utf8',
      });
      expect([stdout, stderr]).toEqual([argv[0] === 'validate' ? '1\n' : '0\n', '']);
    },
  );

  it('has colours for people only, and not for those who set NO_COLOR', () => {
    const base = temporaryFolder();
    const colored = (environment: { readonly [name: string]: string }, ...argv: readonly string[]): boolean => {
      const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env;
      const { stderr } = spawnSync(process.execPath, [BIN, 'validate', '-', ...argv], {
        cwd: base,
        input: 'oops: 1\n',
        encoding: 'utf8',
        env: { ...inherited, ...environment },
      });
      expect(stderr).toContain('schema.');
      return stderr.includes('\u001B[');
    };
    expect(colored({})).toBe(false);
    expect(colored({ FORCE_COLOR: '1' })).toBe(true);
    expect(colored({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(colored({ FORCE_COLOR: '1' }, '--no-color')).toBe(false);
  });

  it('exits 2 for a bad flag and for a missing file', () => {
    const base = temporaryFolder();
    expect(tenantry(base, ['--nonsense']).status).toBe(2);
    expect(tenantry(base, ['missing.yaml']).status).toBe(2);
  });

  it('watches, survives a broken save, and ends on a signal', { timeout: 120_000 }, async () => {
    const base = project();
    const child = spawn(process.execPath, [BIN, 'generate', '--watch'], {
      cwd: base,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let printed = '';
    child.stderr.on('data', (chunk) => {
      printed += chunk;
    });
    const settled = async (...words: readonly string[]): Promise<void> => {
      await vi.waitFor(
        () => expect([...words, 'Watching'].filter((word) => !printed.includes(word))).toEqual([]),
        30_000,
      );
      printed = '';
    };
    await settled(' created');
    put(base, 'schemas/flight-club.tenantry.yaml', 'version: 1\nentities: [\n');
    await settled('error schema.', 'nothing was written');
    put(base, 'schemas/flight-club.tenantry.yaml', TOUR.replace('description: A tenant.', 'description: A club.'));
    await settled('0 created');
    expect(text(base, 'generated-example/client/club.ts')).toContain('A club.');
    // As a checkout of another branch does.
    renameSync(join(base, 'schemas'), join(base, 'gone'));
    await vi.waitFor(() => expect(printed).toContain('No file matches'), 30_000);
    renameSync(join(base, 'gone'), join(base, 'schemas'));
    await settled('0 created');
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });

  it('watches folders that a glob matches later: empty ones, new ones, and new ones below these', async () => {
    const base = temporaryFolder();
    const part = (name: string): string =>
      `version: 1\nentities:\n  ${name}: { key: { partition: "T#{id}#${name}", sort: x }, attributes: { id: string } }\n`;
    put(
      base,
      'schemas/a/tenantry.yaml',
      `${part('First')}service: demo\nscopes: { t: { prefix: "T#{id}", principalTag: Id } }\ntables: { app: { partitionKey: pk, sortKey: sk } }\noutput: { client: client }\n`,
    );
    put(base, 'tenantry.config.yaml', 'schema: ["schemas/**/*.yaml"]\n');
    mkdirSync(join(base, 'schemas/empty'));
    const child = spawn(process.execPath, [BIN, 'generate', '--watch'], {
      cwd: base,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let printed = '';
    child.stderr.on('data', (chunk) => {
      printed += chunk;
    });
    const written = (name: string): Promise<unknown> =>
      vi.waitFor(() => expect(exists(base, `client/${name}.ts`), printed).toBe(true), 30_000);
    await written('first');
    await vi.waitFor(() => expect(printed).toContain('Watching'), 30_000);
    put(base, 'schemas/empty/second.yaml', part('Second'));
    await written('second');
    put(base, 'schemas/new/below/third.yaml', part('Third'));
    await written('third');
    child.kill('SIGINT');
    await once(child, 'exit');
  });
});
