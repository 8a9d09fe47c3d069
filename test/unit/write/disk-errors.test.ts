import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WantedFolder } from '../../../generator/src/write/wanted-file.js';
import { planFolders, writeFolders } from '../../../generator/src/write/write-folders.js';
import { ROOT } from '../../support/source-files.js';
import { put, temporaryFolder, tree, wanted } from '../../support/temporary-folder.js';

const service = 'shop';

const output = (version: string): WantedFolder[] => [
  wanted({ 'a.ts': `${version}\n`, 'b/c.ts': `${version}\n`, 'b/d.ts': 'same\n', [`${version}.ts`]: '' }),
  wanted({ 'e.json': `"${version}"\n` }, 'second'),
];

/** Every file with its text. */
const state = (base: string): { readonly [path: string]: string } =>
  Object.fromEntries(
    tree(base)
      .filter((path) => !/^\w+\.json$/.test(path))
      .map((path) => [path, readFileSync(join(base, path), 'utf8')]),
  );

/** Writes the second output in a process whose disk refuses. */
async function refused(fault: string) {
  const base = temporaryFolder();
  await writeFolders(output('one'), { base, service });
  put(base, 'out/mine.txt', 'mine');
  const before = state(base);
  const file = put(base, 'output.json', JSON.stringify(output('two')));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', join(ROOT, 'test/support/faulty-disk.mjs'), join(ROOT, 'test/support/write-once.mjs'), base, file],
    { encoding: 'utf8', env: { ...process.env, FAULT: fault } },
  );
  expect(stderr).toBe('');
  return { base, before, after: state(base), status, message: stdout };
}

describe('a disk that refuses', () => {
  // 1 and 2 are the claims of the two folders, then the new files, then the manifests.
  it.each([1, 2, 3, 4, 6, 8])(
    'at write %i because it is full: nothing was changed, and nothing is left behind',
    async (nth) => {
      const { before, after, status, message } = await refused(`writeFileSync:${nth}:ENOSPC`);
      expect(message).toMatch(/^Cannot write .*: the disk is full\. Nothing was changed\.\n$/);
      expect([status, after]).toEqual([2, before]);
    },
  );

  it.each([
    ['EROFS', 'the file system is read-only'],
    ['EACCES', 'no permission to write there'],
    ['EDQUOT', 'the disk quota is used up'],
  ])('with %s says so', async (code, words) => {
    const { message, status } = await refused(`writeFileSync:1:${code}`);
    expect(message).toContain(`: ${words}. Nothing was changed.`);
    expect(status).toBe(2);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'at replacement %i: each file is old or new, what was done is told, and the next run does the rest',
    async (nth) => {
      const { base, after, status, message } = await refused(`renameSync:${nth}:EIO!`);
      expect(status).toBe(2);
      expect(message).toMatch(
        /Nothing was changed\.|\d+ files? (?:was|were) already replaced; the next run does the rest\./,
      );
      for (const path of ['out/a.ts', 'out/b/c.ts']) expect(['one\n', 'two\n']).toContain(after[path]);
      expect(Object.keys(after).filter((path) => /\.tmp$|-lock-/.test(path))).toEqual([]);
      expect(after['out/mine.txt']).toBe('mine');

      await writeFolders(output('two'), { base, service });
      expect(new Set(planFolders(output('two'), { base, service }).map(({ kind }) => kind))).toEqual(
        new Set(['unchanged']),
      );
      expect(state(base)['out/mine.txt']).toBe('mine');
    },
  );
});

// A real file system of 64 kB, where the kernel lets an ordinary user mount one.
const mount = (script: string) =>
  spawnSync(
    'unshare',
    [
      '-rm',
      'bash',
      '-c',
      `mount -t tmpfs -o size=64k tmpfs "$0" && ${script}`,
      temporaryFolder(),
      process.execPath,
      join(ROOT, 'generator/bin/tenantry.js'),
      join(ROOT, 'schemas/flight-club.tenantry.yaml'),
    ],
    { encoding: 'utf8' },
  );

describe('a file system that is full', () => {
  it('is told by `tenantry generate`, which leaves it as it was', ({ skip }) => {
    const { status: canMount } = spawnSync('unshare', ['-rm', 'true']);
    if (canMount !== 0) return skip('no mounts without a privilege here');
    const { stdout, stderr } = mount('cd "$0" && cp "$3" . && "$1" "$2"; echo "exit $?"; find . -type f');
    expect(stderr).toMatch(/^tenantry: Cannot write .*: the disk is full\. Nothing was changed\.\n$/);
    expect(stdout).toBe('exit 2\n./flight-club.tenantry.yaml\n');
  });
});
