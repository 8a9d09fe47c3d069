import { rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../generator/src/cli/run.js';
import type { Toolchain } from '../../../generator/src/cli/toolchain.js';
import { exists, put, temporaryFolder, text, tree } from '../../support/temporary-folder.js';
import { cli, memoryTerminal } from './run-cli.js';
import { tinyToolchain } from './tiny-toolchain.js';

const GOOD = 'service club\nfile a.ts one\nfile b.ts two\n';

const project = (schema = GOOD): string => {
  const base = temporaryFolder();
  put(base, 'tenantry.yaml', schema);
  return base;
};

describe('generate', () => {
  it('writes the output and prints the counts to standard error', async () => {
    const base = project();
    const { exitCode, out, err } = await cli(base, []);
    expect(exitCode).toBe(0);
    expect(out).toBe('');
    expect(err).toMatch(/^4 created, 0 updated, 0 unchanged, 0 deleted in \d+ ms\n$/);
    expect(text(base, 'gen/a.ts')).toBe('one\n');
    expect((await cli(base, ['generate', 'tenantry.yaml'])).err).toMatch(
      /^0 created, 0 updated, 4 unchanged, 0 deleted/,
    );
  });

  it('writes nothing when the schema has errors', async () => {
    const base = project(`${GOOD}oops\n`);
    const { exitCode, out, err } = await cli(base, ['generate']);
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toBe('tenantry.yaml:4 error schema.word No such word: oops\n\n1 error; nothing was written.\n');
    expect(tree(base)).toEqual(['tenantry.yaml']);
  });

  it('prints JSON', async () => {
    const base = project();
    const { out, err } = await cli(base, ['--format', 'json']);
    const document = JSON.parse(out);
    expect(err).toBe('');
    expect(Object.keys(document)).toEqual(['files', 'diagnostics', 'milliseconds']);
    expect(document.files[1]).toEqual({ path: 'gen/a.ts', status: 'created' });
    const broken = await cli(project('oops'), ['generate', '--format', 'json']);
    expect(broken.exitCode).toBe(1);
    expect(JSON.parse(broken.out)).toMatchObject({
      files: [],
      diagnostics: [{ code: 'schema.word', where: { line: 1 } }],
    });
  });

  it('prints annotations for GitHub', async () => {
    expect((await cli(project('oops'), ['--format', 'github'])).out).toBe(
      '::error file=tenantry.yaml::No such word: oops\n',
    );
  });

  it('refuses to lose a hand edit unless forced', async () => {
    const base = project();
    await cli(base, []);
    put(base, 'gen/a.ts', 'mine\n');
    const refused = await cli(base, []);
    expect(refused.exitCode).toBe(1);
    expect(refused.err).toContain('gen/a.ts:1 error output.hand-edited');
    expect(text(base, 'gen/a.ts')).toBe('mine\n');
    const json = JSON.parse((await cli(base, ['--format', 'json'])).out);
    expect(json.files).toContainEqual(expect.objectContaining({ path: 'gen/a.ts', status: 'hand-edited' }));
    expect((await cli(base, ['--force'])).exitCode).toBe(0);
    expect(text(base, 'gen/a.ts')).toBe('one\n');
  });

  it('tells with --dry-run what it would write', async () => {
    const base = project();
    const { out, err, exitCode } = await cli(base, ['--dry-run']);
    expect(exitCode).toBe(0);
    expect(out.split('\n').slice(0, 2)).toEqual(['created     gen/.gitattributes', 'created     gen/a.ts']);
    expect(err).toContain('nothing was written');
    expect(exists(base, 'gen')).toBe(false);
  });

  it('prints one file with --stdout, by its path or by its end', async () => {
    const base = project();
    expect((await cli(base, ['--stdout', 'gen/a.ts'])).out).toBe('one\n');
    expect((await cli(base, ['--stdout', 'b.ts'])).out).toBe('two\n');
    const missing = await cli(base, ['--stdout', 'c.ts']);
    expect([missing.exitCode, missing.out]).toEqual([2, '']);
    expect(missing.err).toContain('There are:\n  gen/a.ts\n  gen/b.ts');
    expect(exists(base, 'gen')).toBe(false);
  });

  it('is quiet when asked', async () => {
    expect(await cli(project(), ['--quiet'])).toEqual({ exitCode: 0, out: '', err: '' });
    expect((await cli(project('oops'), ['--quiet'])).err).toContain('schema.word');
  });
});

describe('check', () => {
  it('is clean after generate', async () => {
    const base = project();
    await cli(base, []);
    expect(await cli(base, ['check'])).toMatchObject({
      exitCode: 0,
      out: '',
      err: expect.stringContaining('4 files up to date'),
    });
  });

  it('names each changed, missing, orphaned and hand-edited file with the reason, and writes nothing', async () => {
    const base = project('service club\nfile a.ts one\nfile b.ts two\nfile c.ts three\nfile d.ts four\n');
    await cli(base, []);
    put(base, 'tenantry.yaml', 'service club\nfile a.ts one\nfile b.ts TWO\nfile c.ts three\n');
    put(base, 'gen/c.ts', 'mine\n');
    rmSync(join(base, 'gen/a.ts'));
    const before = tree(base);
    const { exitCode, out, err } = await cli(base, ['check']);
    expect(exitCode).toBe(1);
    expect(out.split('\n')).toEqual([
      'missing     gen/a.ts: generated from the schema, but not there',
      'changed     gen/b.ts: line 1 is "two", to become "TWO"',
      'hand-edited gen/c.ts: edited since it was generated; line 1 is "mine", to become "three"',
      'orphaned    gen/d.ts: no longer generated',
      'changed     gen/.tenantry-manifest: its list of files is out of date',
      '',
    ]);
    expect(err).toMatch(/5 of 6 files stale: run `tenantry generate` and commit the result/);
    expect(tree(base)).toEqual(before);
    const json = JSON.parse((await cli(base, ['check', '--format', 'json'])).out);
    expect(json).toMatchObject({ fresh: false, diagnostics: [] });
    expect(json.files.map(({ status }: { status: string }) => status)).toContain('orphaned');
    expect((await cli(base, ['check', '--format', 'github'])).out).toContain(
      '::error file=gen/d.ts::no longer generated',
    );
  });

  it('reports a broken schema', async () => {
    expect(await cli(project('oops'), ['check'])).toMatchObject({ exitCode: 1, out: '' });
  });
});

describe('validate and model', () => {
  it('validate exits by the diagnostics', async () => {
    expect((await cli(project(), ['validate'])).exitCode).toBe(0);
    const bad = await cli(project('oops'), ['validate', '--format', 'json']);
    expect(bad.exitCode).toBe(1);
    expect(JSON.parse(bad.out)).toMatchObject({ valid: false, diagnostics: [{ code: 'schema.word' }] });
  });

  it('model prints canonical JSON to standard output', async () => {
    const { out, exitCode } = await cli(project(), ['model']);
    expect(exitCode).toBe(0);
    const names = Object.keys(JSON.parse(out));
    expect(names).toEqual([...names].sort());
    expect(JSON.parse(out)).toMatchObject({ service: 'club' });
  });
});

describe('finding the schema', () => {
  it('looks upwards', async () => {
    const base = project();
    put(base, 'deep/er/x', '');
    await cli(join(base, 'deep/er'), []);
    expect(exists(base, 'gen/a.ts')).toBe(true);
  });

  it('takes the configuration, and writes relative to it', async () => {
    const base = temporaryFolder();
    put(base, 'schemas/one.tenantry.yaml', 'service club\nfile a.ts one\n');
    put(base, 'schemas/two.tenantry.yaml', 'file b.ts two\n');
    put(base, 'tenantry.config.yaml', 'schema: schemas/*.tenantry.yaml\n');
    put(base, 'deep/er/x', '');
    await cli(join(base, 'deep/er'), []);
    expect(tree(join(base, 'gen'))).toEqual(['.gitattributes', '.tenantry-manifest', 'a.ts', 'b.ts']);
    expect((await cli(base, ['schemas/one.tenantry.yaml', '--dry-run'])).out).toContain('deleted     gen/b.ts');
    put(base, 'tenantry.config.yaml', 'schema: schemas/*.tenantry.yaml\nout: elsewhere\n');
    await cli(base, []);
    expect(exists(base, 'elsewhere/gen/a.ts')).toBe(true);
  });

  it('takes a configuration that was written on Windows', async () => {
    const base = temporaryFolder();
    put(base, 'schemas/one.tenantry.yaml', GOOD);
    put(base, 'tenantry.config.yaml', 'schema: schemas\\*.tenantry.yaml\r\nout: else\\where\r\n');
    expect((await cli(base, [])).exitCode).toBe(0);
    expect(exists(base, 'else/where/gen/a.ts')).toBe(true);
  });

  it('reads standard input and writes relative to the current folder or to --out', async () => {
    const base = temporaryFolder();
    const input = async (): Promise<string> => GOOD;
    expect((await cli(base, ['-'], { input })).exitCode).toBe(0);
    expect(exists(base, 'gen/a.ts')).toBe(true);
    await cli(base, ['generate', '-', '--out', 'other'], { input });
    expect(exists(base, 'other/default/a.ts')).toBe(true);
  });

  it.each([
    [['nowhere.yaml'], 'There is no file nowhere.yaml.'],
    [['*.nothing'], 'No file matches *.nothing.'],
    [['generate', '-', '--watch'], 'Standard input cannot be watched.'],
    [['--config', 'nope.yaml'], 'There is no file nope.yaml.'],
    [['empty'], 'There is no tenantry.yaml or *.tenantry.yaml in empty.'],
    [[], 'Several schemas found'],
  ])('exits 2 for %j', async (argv, message) => {
    const base = temporaryFolder();
    put(base, 'a.tenantry.yaml', GOOD);
    put(base, 'b.tenantry.yaml', GOOD);
    put(base, 'empty/x', '');
    const { exitCode, out, err } = await cli(base, argv);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it.each([
    ['schema: [1]', '`schema` must be a path'],
    ['schemas: x', '`schemas` is not known here. Known: schema, out, extension, infrastructure, format, templates.'],
    ['extension: mjs', '`extension` must be one of js, none, ts'],
    ['- x', 'must be a map'],
    ['a: [', 'not valid YAML'],
  ])('refuses the configuration %j', async (config, message) => {
    const base = project();
    put(base, 'tenantry.config.yaml', config);
    const { exitCode, err } = await cli(base, []);
    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });
});

describe('the command line itself', () => {
  it.each([['--help'], ['generate', '--help'], ['--version'], ['help', 'check']])(
    '%s prints to standard output',
    async (...argv) => {
      const { exitCode, out, err } = await cli(temporaryFolder(), argv);
      expect([exitCode, err]).toEqual([0, '']);
      expect(out).not.toBe('');
    },
  );

  it.each([['--nonsense'], ['check', '--watch'], ['--format', 'xml'], ['validate', '--config']])(
    '%s exits 2',
    async (...argv) => {
      const { exitCode, out, err } = await cli(project(), argv);
      expect([exitCode, out]).toEqual([2, '']);
      expect(err).toMatch(/^error: /);
    },
  );

  it.each([
    [['chek'], 'Did you mean `check`?'],
    [['--quiet', 'Generate'], 'Did you mean `generate`?'],
    [['zzz'], 'Known commands: `generate`, `check`'],
  ])('takes the bare word of %j for a command', async (argv, hint) => {
    const { exitCode, out, err } = await cli(project(), argv);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(/^tenantry: There is no command \w+, and no file or folder of that name\.\n/);
    expect(err).toContain(hint);
  });

  it('takes the bare word that names a folder for a schema', async () => {
    const base = temporaryFolder();
    put(base, 'check-me/tenantry.yaml', GOOD);
    expect((await cli(base, ['check-me'])).exitCode).toBe(0);
    expect((await cli(base, ['generate', 'gone'])).err).toBe('tenantry: There is no file gone.\n');
  });

  it('suggests an option, and refuses to help with what it does not know', async () => {
    expect((await cli(project(), ['generate', '--dryrun'])).err).toContain('(Did you mean --dry-run?)');
    const { exitCode, err } = await cli(project(), ['help', 'nope']);
    expect(exitCode).toBe(2);
    expect(err).toContain('Allowed choices are generate, check');
  });

  it('tells a person at a terminal what goes on, after half a second, and nobody else', async () => {
    const slow: Toolchain = {
      ...tinyToolchain,
      readSchema: async (sources) => {
        await new Promise((resume) => setTimeout(resume, 700));
        return tinyToolchain.readSchema(sources);
      },
    };
    const errors = async (argv: readonly string[], interactive: boolean, tools: Toolchain): Promise<string> => {
      const terminal = memoryTerminal(project(), { interactive });
      await run(argv, terminal, tools);
      return terminal.printed().err;
    };
    expect(await errors(['validate'], true, slow)).toContain('validate …\r\u001B[K1 schema file: valid');
    expect(await errors(['validate'], true, tinyToolchain)).toMatch(/^1 schema file: valid/);
    expect(await errors(['validate'], false, slow)).toMatch(/^1 schema file: valid/);
    expect(await errors(['validate', '--quiet'], true, slow)).toBe('');
  });

  it('takes common options before and after the command', async () => {
    for (const argv of [
      ['--format', 'json', 'validate'],
      ['validate', '--format', 'json'],
    ]) {
      expect(JSON.parse((await cli(project(), argv)).out)).toMatchObject({ valid: true });
    }
  });

  it('says that the output cannot be written, as JSON too', async () => {
    const base = project();
    put(base, 'gen', 'a file');
    const { exitCode, err } = await cli(base, []);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/^tenantry: Cannot write .*gen.*: a file is in the place of a folder/);
    const json = await cli(base, ['--format', 'json']);
    expect(JSON.parse(json.out).diagnostics[0].code).toBe('output.not-writable');
  });

  it('leaves the time of unchanged files', async () => {
    const base = project();
    await cli(base, []);
    utimesSync(join(base, 'gen/a.ts'), 1, 1);
    await cli(base, []);
    expect(statSync(join(base, 'gen/a.ts')).mtimeMs).toBe(1000);
  });
});
