import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../generator/src/cli/run.js';
import type { Terminal } from '../../../generator/src/cli/terminal.js';
import { toolchain } from '../../../generator/src/cli/toolchain.js';
import { put, temporaryFolder } from '../../support/temporary-folder.js';
import { memoryTerminal, type Ran } from './run-cli.js';

const TOUR = readFileSync('schemas/flight-club.tenantry.yaml', 'utf8');
const SPLIT = TOUR.indexOf('\nroles:') + 1;
const FIRST = TOUR.slice(0, SPLIT);
const SECOND = `version: 1\n${TOUR.slice(SPLIT)}`;
const RESHARDED = TOUR.replace('count: 16', 'count: 32');
const WIDER = TOUR.replace('FlightEvent: read\n', 'FlightEvent: [read, write]\n');
const COMPATIBLE = TOUR.replace('note: string?', 'note: string?\n      remark: string?');

async function diff(cwd: string, argv: readonly string[], given: Partial<Terminal> = {}): Promise<Ran> {
  const terminal = memoryTerminal(cwd, given);
  return { exitCode: await run(['diff', ...argv], terminal, toolchain), ...terminal.printed() };
}

function git(cwd: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, expect.anything()]);
}

/** A repository with one commit of these files, tagged `v1`. */
function repository(files: { readonly [path: string]: string }): string {
  const base = temporaryFolder();
  for (const [path, text] of Object.entries(files)) put(base, path, text);
  git(base, 'init', '--quiet', '--initial-branch=main');
  git(base, 'add', '.');
  git(base, 'commit', '--quiet', '--message=before');
  git(base, 'tag', 'v1');
  return base;
}

const inGit = (schema: string): string => {
  const base = repository({ 'tenantry.yaml': TOUR });
  put(base, 'tenantry.yaml', schema);
  return base;
};

describe('tenantry diff against a git revision', () => {
  it('finds no change in what was committed', async () => {
    expect(await diff(inGit(TOUR), ['--against', 'HEAD'])).toMatchObject({
      exitCode: 0,
      out: '',
      err: expect.stringMatching(/^no change \(/),
    });
  });

  it('exits 1 for another count of shards, and explains it', async () => {
    const { exitCode, out, err } = await diff(inGit(RESHARDED), ['--against', 'v1']);
    expect(exitCode).toBe(1);
    expect(out).toBe(
      'BREAKING entities.FlightEvent.shard: The shards of FlightEvent change from { of: eventId, count: 16 } to { of: eventId, count: 32 }.\n' +
        '  Queries still find all items, because they ask every shard; by key most items of before are looked for in another shard. Write all items again under the new count before callers use it.\n',
    );
    expect(err).toMatch(/^1 change: 0 widen access, 1 breaks what exists \(/);
  });

  it('exits 1 for wider access, and 0 for what breaks and opens nothing', async () => {
    const wider = await diff(inGit(WIDER), ['--against', 'main']);
    expect([wider.exitCode, wider.out.split('\n')[0]]).toEqual([
      1,
      'WIDER roles.member: member may now put, update, delete, check FlightEvent.',
    ]);
    const compatible = await diff(inGit(COMPATIBLE), ['--against', 'main']);
    expect(compatible).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^change entities\.Reservation\./) });
  });

  it('prints JSON, and annotations at the changed lines', async () => {
    const base = inGit(RESHARDED);
    const { exitCode, out, err } = await diff(base, ['--against', 'HEAD', '--format', 'json']);
    expect([exitCode, err]).toEqual([1, '']);
    const document = JSON.parse(out);
    expect(Object.keys(document)).toEqual(['breaking', 'widened', 'changes', 'diagnostics', 'milliseconds']);
    expect(document).toMatchObject({ breaking: true, widened: false, diagnostics: [] });
    expect(document.changes).toEqual([
      {
        code: 'entity.shard-changed',
        breaking: true,
        widened: false,
        path: 'entities.FlightEvent.shard',
        summary: expect.any(String),
        consequence: expect.any(String),
      },
    ]);
    const line = RESHARDED.slice(0, RESHARDED.indexOf('shard: {')).split('\n').length;
    expect((await diff(base, ['--against', 'HEAD', '--format', 'github'])).out).toContain(
      `::error file=tenantry.yaml,line=${line},col=5,endColumn=10,title=diff.entity.shard-changed::Breaking: The shards`,
    );
    put(base, 'tenantry.yaml', COMPATIBLE);
    expect((await diff(base, ['--against', 'HEAD', '--format', 'github'])).out).toMatch(/^::notice file=/);
  });

  it('reads every file of the project by the configuration of that commit, from a folder inside', async () => {
    const base = repository({
      'app/tenantry.config.yaml': 'schema: ../old/**/*.tenantry.yaml\n',
      'old/a.tenantry.yaml': FIRST,
      'old/deep/b.tenantry.yaml': SECOND,
      'app/src/x.txt': '',
    });
    rmSync(join(base, 'old'), { recursive: true });
    put(base, 'app/tenantry.config.yaml', 'schema: whole.tenantry.yaml\n');
    put(base, 'app/whole.tenantry.yaml', RESHARDED);
    const { exitCode, out } = await diff(join(base, 'app/src'), ['--against', 'HEAD']);
    expect([exitCode, out.split('\n').length]).toEqual([1, 3]);
    expect(out).toContain('BREAKING entities.FlightEvent.shard');
  });

  it('takes named files, of which some may be new', async () => {
    const base = repository({ 's/a.tenantry.yaml': TOUR });
    put(base, 's/a.tenantry.yaml', FIRST);
    put(base, 's/b.tenantry.yaml', SECOND);
    for (const named of [['s/a.tenantry.yaml', 's/b.tenantry.yaml'], ['s'], ['s/*.yaml'], [join(base, 's')]]) {
      expect(await diff(base, [...named, '--against', 'HEAD'])).toMatchObject({ exitCode: 0, out: '' });
    }
  });

  it('never looks at the work tree for the earlier form', async () => {
    const base = inGit(RESHARDED);
    git(base, 'commit', '--quiet', '--all', '--message=after');
    expect((await diff(base, ['--against', 'HEAD'])).exitCode).toBe(0);
    expect((await diff(base, ['--against', 'HEAD~1'])).exitCode).toBe(1);
  });
});

describe('tenantry diff against a file', () => {
  it('takes a file, a folder, a glob and standard input', async () => {
    const base = temporaryFolder();
    put(base, 'tenantry.yaml', RESHARDED);
    put(base, 'old/a.tenantry.yaml', FIRST);
    put(base, 'old/b.tenantry.yaml', SECOND);
    put(base, 'old.yaml', TOUR);
    for (const against of ['old.yaml', 'old', 'old/*.yaml', '-']) {
      const { exitCode, out } = await diff(base, ['--against', against], { input: async () => TOUR });
      expect([exitCode, out]).toEqual([1, expect.stringMatching(/^BREAKING entities\.FlightEvent\.shard/)]);
    }
  });

  it('exits 1 with the diagnostics where the schema itself has errors', async () => {
    const base = temporaryFolder();
    put(base, 'tenantry.yaml', 'version: 2\n');
    put(base, 'old.yaml', TOUR);
    const { exitCode, out, err } = await diff(base, ['--against', 'old.yaml']);
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toContain('tenantry.yaml:1');
  });
});

describe('tenantry diff exits 2', () => {
  it.each<[string, readonly string[], string]>([
    ['without --against', [], "required option '--against <ref|file>'"],
    ['for a revision that git does not know', ['--against', 'nowhere'], 'git knows no revision of this name'],
    ['for a dash, which could be an option', ['--against=--help'], 'no git revision begins with a dash'],
    ['where the revision has no schema', ['--against', 'empty'], 'empty has no schema: no tenantry.config.yaml'],
    ['where it has not the named one', ['tenantry.yaml', '--against', 'empty'], 'empty has no tenantry.yaml'],
    ['where that one has errors', ['--against', 'broken'], 'The schema of broken has errors'],
    ['for standard input twice', ['-', '--against', '-'], 'Standard input cannot be both'],
  ])('%s', async (_, argv, message) => {
    const base = repository({ 'readme.txt': '' });
    git(base, 'tag', 'empty');
    put(base, 'tenantry.yaml', 'version: 1\n');
    git(base, 'add', '.');
    git(base, 'commit', '--quiet', '--message=broken');
    git(base, 'tag', 'broken');
    put(base, 'tenantry.yaml', TOUR);
    const { exitCode, out, err } = await diff(base, argv, { input: async () => TOUR });
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('outside of a repository, and without git', async () => {
    const base = temporaryFolder();
    put(base, 'tenantry.yaml', TOUR);
    const { exitCode, err } = await diff(base, ['--against', 'HEAD']);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('this is not a Git repository')]);
    const path = process.env.PATH;
    process.env.PATH = base;
    try {
      expect((await diff(base, ['--against', 'HEAD'])).err).toContain('is not installed');
    } finally {
      process.env.PATH = path;
    }
  });
});

it('--help shows how it is called', async () => {
  const { exitCode, out } = await diff(temporaryFolder(), ['--help']);
  expect(exitCode).toBe(0);
  expect(out).toContain('tenantry diff --against origin/main');
});
