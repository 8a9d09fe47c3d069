import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WantedFolder } from '../../../generator/src/write/wanted-file.js';
import { type PlacedChange, planFolders, writeFolders } from '../../../generator/src/write/write-folders.js';
import { exists, put, temporaryFolder, text, tree, wanted } from '../../support/temporary-folder.js';

const MANIFEST = '.tenantry-manifest';
const service = 'club';

const run = (base: string, files: { readonly [path: string]: string }, force = false): Promise<PlacedChange[]> =>
  writeFolders([wanted(files)], { base, service, force });

const kinds = (changes: readonly PlacedChange[]): { [path: string]: string } =>
  Object.fromEntries(changes.map(({ path, kind }) => [path, kind]));

const reasonFor = (changes: readonly PlacedChange[], path: string): string => {
  const change = changes.find((candidate) => candidate.path === path);
  return change && 'reason' in change ? change.reason : '';
};

describe('writing an output folder', () => {
  it('creates the files, a manifest and the git attributes', async () => {
    const base = temporaryFolder();
    const changes = await run(base, { 'index.ts': 'a\n', 'deep/er/b.ts': 'b\n' });
    expect(kinds(changes)).toEqual({
      '.gitattributes': 'create',
      'deep/er/b.ts': 'create',
      'index.ts': 'create',
      [MANIFEST]: 'create',
    });
    expect(tree(join(base, 'out'))).toEqual(['.gitattributes', MANIFEST, 'deep/er/b.ts', 'index.ts']);
    expect(text(base, 'out/.gitattributes')).toContain('* text eol=lf linguist-generated=true');
  });

  it('writes nothing when nothing changed, so that times stay', async () => {
    const base = temporaryFolder();
    await run(base, { 'a.ts': 'a\n' });
    const old = new Date('2001-02-03');
    for (const path of ['a.ts', MANIFEST, '.gitattributes', '.']) utimesSync(join(base, 'out', path), old, old);
    expect(new Set(Object.values(kinds(await run(base, { 'a.ts': 'a\n' }))))).toEqual(new Set(['unchanged']));
    for (const path of ['a.ts', MANIFEST, '.gitattributes', '.'])
      expect(statSync(join(base, 'out', path)).mtime).toEqual(old);
  });

  it('updates only what changed and keeps its mode', async () => {
    const base = temporaryFolder();
    await run(base, { 'a.ts': 'a\n', 'b.ts': 'b\n' });
    chmodSync(join(base, 'out/b.ts'), 0o640);
    const old = new Date('2001-02-03');
    utimesSync(join(base, 'out/a.ts'), old, old);
    const changes = await run(base, { 'a.ts': 'a\n', 'b.ts': 'B\n' });
    expect(kinds(changes)).toMatchObject({ 'a.ts': 'unchanged', 'b.ts': 'update' });
    expect(reasonFor(changes, 'b.ts')).toBe('line 1 is "b", to become "B"');
    expect(statSync(join(base, 'out/a.ts')).mtime).toEqual(old);
    expect(statSync(join(base, 'out/b.ts')).mode & 0o777).toBe(0o640);
  });

  it('deletes its own orphans and the folders they leave empty, and nothing else', async () => {
    const base = temporaryFolder();
    await run(base, { 'a.ts': 'a\n', 'x/y/b.ts': 'b\n', 'z/c.ts': 'c\n' });
    put(base, 'out/z/mine.txt', 'mine');
    expect(kinds(await run(base, { 'a.ts': 'a\n' }))).toMatchObject({ 'x/y/b.ts': 'delete', 'z/c.ts': 'delete' });
    expect(tree(join(base, 'out'))).toEqual(['.gitattributes', MANIFEST, 'a.ts', 'z/mine.txt']);
    expect(exists(base, 'out/x')).toBe(false);
  });

  it('has a manifest of the same bytes whatever the order of the files', async () => {
    const one = temporaryFolder();
    const two = temporaryFolder();
    await run(one, { 'b.ts': '1', 'a.ts': '2' });
    await run(two, { 'a.ts': '2', 'b.ts': '1' });
    expect(text(one, `out/${MANIFEST}`)).toBe(text(two, `out/${MANIFEST}`));
  });

  it('joins outputs that share a folder', async () => {
    const base = temporaryFolder();
    await writeFolders([wanted({ 'a.ts': '' }), wanted({ 'b.json': '' }, './out/')], { base, service });
    expect(tree(join(base, 'out'))).toEqual(['.gitattributes', MANIFEST, 'a.ts', 'b.json']);
  });

  it('puts no attributes into the project folder itself', async () => {
    const base = temporaryFolder();
    await writeFolders([wanted({ 'a.ts': '' }, '.')], { base, service });
    expect(tree(base)).toEqual([MANIFEST, 'a.ts']);
  });

  it('marks files as generated for git, but for those under review', async () => {
    const base = temporaryFolder();
    const folder: WantedFolder = {
      folder: 'out',
      files: [
        { path: 'the [access].md', text: '', review: true },
        { path: 'deep/a.ts', text: '' },
      ],
    };
    await writeFolders([folder], { base, service });
    execFileSync('git', ['init', '-q'], { cwd: base });
    const marked = execFileSync('git', ['check-attr', 'linguist-generated', 'out/the [access].md', 'out/deep/a.ts'], {
      cwd: base,
    });
    expect(String(marked)).toMatch(/access.*: unset\n.*a\.ts: linguist-generated: true/);
  });
});

describe('hand edits and files of others', () => {
  it('refuses to overwrite a hand edit, changes nothing at all, and obeys force', async () => {
    const base = temporaryFolder();
    await run(base, { 'a.ts': 'a\n', 'b.ts': 'b\n' });
    put(base, 'out/a.ts', 'mine\n');
    const changes = await run(base, { 'a.ts': 'A\n', 'b.ts': 'B\n' });
    expect(kinds(changes)).toMatchObject({ 'a.ts': 'hand-edited', 'b.ts': 'update' });
    expect(reasonFor(changes, 'a.ts')).toBe('edited since it was generated; line 1 is "mine", to become "A"');
    expect([text(base, 'out/a.ts'), text(base, 'out/b.ts')]).toEqual(['mine\n', 'b\n']);
    await run(base, { 'a.ts': 'A\n', 'b.ts': 'B\n' }, true);
    expect([text(base, 'out/a.ts'), text(base, 'out/b.ts')]).toEqual(['A\n', 'B\n']);
  });

  it('reports an edit even when the schema did not change', async () => {
    const base = temporaryFolder();
    await run(base, { 'a.ts': 'a\n' });
    put(base, 'out/a.ts', 'a\nmore\n');
    expect(kinds(await run(base, { 'a.ts': 'a\n' }))).toMatchObject({ 'a.ts': 'hand-edited' });
  });

  it('does not delete an orphan that was edited', async () => {
    const base = temporaryFolder();
    await run(base, { 'a.ts': 'a\n', 'b.ts': 'b\n' });
    put(base, 'out/b.ts', 'mine\n');
    expect(kinds(await run(base, { 'a.ts': 'a\n' }))).toMatchObject({ 'b.ts': 'hand-edited' });
    expect(text(base, 'out/b.ts')).toBe('mine\n');
    await run(base, { 'a.ts': 'a\n' }, true);
    expect(exists(base, 'out/b.ts')).toBe(false);
  });

  it('takes an edit that equals what is wanted', async () => {
    const base = temporaryFolder();
    await run(base, { 'a.ts': 'a\n' });
    put(base, 'out/a.ts', 'A\n');
    expect(kinds(await run(base, { 'a.ts': 'A\n' }))).toMatchObject({ 'a.ts': 'unchanged', [MANIFEST]: 'update' });
  });

  it('restores a deleted file', async () => {
    const base = temporaryFolder();
    await run(base, { 'a.ts': 'a\n' });
    rmSync(join(base, 'out/a.ts'));
    expect(kinds(await run(base, { 'a.ts': 'a\n' }))).toMatchObject({ 'a.ts': 'create', [MANIFEST]: 'unchanged' });
  });

  it('never touches a file that it does not own', async () => {
    const base = temporaryFolder();
    put(base, 'out/a.ts', 'mine\n');
    const changes = await run(base, { 'a.ts': 'a\n', 'b.ts': 'b\n' });
    expect(kinds(changes)).toMatchObject({ 'a.ts': 'foreign', 'b.ts': 'create' });
    expect(tree(base)).toEqual(['out/a.ts']);
  });

  it('adopts a file of the wanted bytes', async () => {
    const base = temporaryFolder();
    put(base, 'out/a.ts', 'a\n');
    expect(kinds(await run(base, { 'a.ts': 'a\n' }))).toMatchObject({ 'a.ts': 'unchanged' });
    expect(text(base, `out/${MANIFEST}`)).toContain('"a.ts"');
  });

  it("leaves a user's own git attributes alone, and does not own them", async () => {
    const base = temporaryFolder();
    put(base, 'out/.gitattributes', '* mine\n');
    expect(kinds(await run(base, { 'a.ts': 'a\n' }))).toEqual({ 'a.ts': 'create', [MANIFEST]: 'create' });
    expect(text(base, 'out/.gitattributes')).toBe('* mine\n');
    expect(text(base, `out/${MANIFEST}`)).not.toContain('.gitattributes');
  });

  it('takes CRLF line ends for a check-out, not for an edit', async () => {
    const base = temporaryFolder();
    await run(base, { 'a.ts': 'a\nb\n' });
    put(base, 'out/a.ts', 'a\r\nb\r\n');
    const changes = await run(base, { 'a.ts': 'a\nb\n' });
    expect(reasonFor(changes, 'a.ts')).toBe('has CRLF line ends, to become LF');
    expect(text(base, 'out/a.ts')).toBe('a\nb\n');
  });

  it('refuses a folder that holds the output of another service', async () => {
    const base = temporaryFolder();
    await run(base, { 'a.ts': 'a\n' });
    const changes = await writeFolders([wanted({ 'b.ts': 'b\n' })], { base, service: 'shop' });
    expect(reasonFor(changes, MANIFEST)).toBe('this folder contains the output of the service "club"');
    expect(exists(base, 'out/a.ts')).toBe(true);
  });

  it('understands a manifest with merge conflict markers', async () => {
    const base = temporaryFolder();
    await run(base, { 'a.ts': 'theirs\n', 'b.ts': 'b\n' });
    const theirs = text(base, `out/${MANIFEST}`);
    await run(base, { 'a.ts': 'ours\n', 'b.ts': 'b\n' });
    const ours = text(base, `out/${MANIFEST}`);
    put(base, `out/${MANIFEST}`, `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> branch\n`);
    put(base, 'out/a.ts', 'theirs\n');
    expect(kinds(await run(base, { 'a.ts': 'both\n' }))).toMatchObject({
      'a.ts': 'update',
      'b.ts': 'delete',
      [MANIFEST]: 'update',
    });
  });

  it('owns nothing by a manifest that it cannot read', async () => {
    const base = temporaryFolder();
    await run(base, { 'a.ts': 'a\n' });
    put(base, `out/${MANIFEST}`, 'nonsense');
    expect(kinds(await run(base, { 'a.ts': 'A\n' }))).toMatchObject({ 'a.ts': 'foreign' });
  });
});

describe('paths', () => {
  it.each(['../a.ts', '/etc/a.ts', 'x/../../a.ts', 'C:/a.ts', 'a//b.ts', './a.ts', 'a\\b.ts', 'a\0.ts', ''])(
    'refuses %j',
    async (path) => {
      const base = temporaryFolder();
      const changes = await run(base, { [path]: 'x', 'ok.ts': 'x' }, true);
      expect(kinds(changes)).toMatchObject({ [path]: 'blocked' });
      expect(tree(base)).toEqual([]);
    },
  );

  it('does not follow a link out of the folder, of a file or of a folder on the way, even by force', async () => {
    const base = temporaryFolder();
    put(base, 'elsewhere/b.ts', 'precious');
    mkdirSync(join(base, 'out'));
    symlinkSync(join(base, 'elsewhere'), join(base, 'out/sub'));
    symlinkSync(join(base, 'elsewhere/b.ts'), join(base, 'out/c.ts'));
    const changes = await run(base, { 'sub/b.ts': 'x', 'c.ts': 'x' }, true);
    expect(kinds(changes)).toMatchObject({ 'sub/b.ts': 'blocked', 'c.ts': 'blocked' });
    expect(text(base, 'elsewhere/b.ts')).toBe('precious');
    expect(lstatSync(join(base, 'out/c.ts')).isSymbolicLink()).toBe(true);
  });

  it.each([
    ['the folder itself', 'out', 'out'],
    ['one above it', 'up', 'up/out'],
    ['one far above it, whose folders are there', 'up', 'up/a/b'],
  ])('does not write through a link that is %s, even by force', async (_, link, folder) => {
    const base = temporaryFolder();
    put(base, 'elsewhere/a/b/keep.ts', 'precious');
    symlinkSync(join(base, 'elsewhere'), join(base, link));
    const before = tree(join(base, 'elsewhere'));
    const wish = { folder, files: [{ path: 'a.ts', text: 'x' }] };
    const changes = await writeFolders([wish], { base, service, force: true });
    expect(reasonFor(changes, 'a.ts')).toBe(`${link} is a symbolic link, which is not followed`);
    expect(tree(join(base, 'elsewhere'))).toEqual(before);
    expect(lstatSync(join(base, link)).isSymbolicLink()).toBe(true);
  });

  it('writes where the project itself lies behind a link', async () => {
    const base = temporaryFolder();
    put(base, 'project/keep.ts', 'x');
    symlinkSync(join(base, 'project'), join(base, 'link'));
    await run(join(base, 'link'), { 'a.ts': 'x' });
    expect(text(base, 'project/out/a.ts')).toBe('x');
  });

  it('deletes nothing outside the folder, whatever a manifest says', async () => {
    const base = temporaryFolder();
    await run(base, { 'a.ts': 'a\n' });
    put(base, 'precious.ts', 'a\n');
    const manifest = text(base, `out/${MANIFEST}`).replace('"a.ts"', '"../precious.ts"');
    put(base, `out/${MANIFEST}`, manifest);
    await run(base, { 'a.ts': 'a\n' }, true);
    expect(text(base, 'precious.ts')).toBe('a\n');
  });

  it('says that a folder stands in the way', async () => {
    const base = temporaryFolder();
    put(base, 'out/a.ts/inner.txt', '');
    expect(reasonFor(await run(base, { 'a.ts': 'x' }), 'a.ts')).toBe('a folder');
  });

  it('refuses names that differ only in case, and the names of its own book-keeping', async () => {
    const base = temporaryFolder();
    expect(kinds(await run(base, { 'Member.ts': '1', 'member.ts': '2' }))).toMatchObject({ 'member.ts': 'blocked' });
    expect((await run(base, { [MANIFEST]: '1' })).map(({ kind }) => kind)).toContain('blocked');
    expect(tree(base)).toEqual([]);
  });
});

describe('planning without writing', () => {
  it('says what a run would do and leaves the disk alone', async () => {
    const base = temporaryFolder();
    await run(base, { 'a.ts': 'a\n', 'b.ts': 'b\n', 'c.ts': 'c\n' });
    put(base, 'out/c.ts', 'mine');
    rmSync(join(base, 'out/b.ts'));
    const before = readFileSync(join(base, 'out', MANIFEST));
    const changes = planFolders([wanted({ 'a.ts': 'A\n', 'b.ts': 'b\n', 'c.ts': 'c\n' })], { base, service });
    expect(kinds(changes)).toMatchObject({
      'a.ts': 'update',
      'b.ts': 'create',
      'c.ts': 'hand-edited',
      [MANIFEST]: 'update',
    });
    expect(readFileSync(join(base, 'out', MANIFEST))).toEqual(before);
    expect(text(base, 'out/a.ts')).toBe('a\n');
  });
});

describe('disk errors', () => {
  it('say what is wrong, and nothing was changed', async () => {
    const base = temporaryFolder();
    writeFileSync(join(base, 'file'), '');
    await expect(writeFolders([wanted({ 'a.ts': 'a' }, 'file')], { base, service })).rejects.toThrow(
      /^Cannot write .*file.*: a file is in the place of a folder\. Nothing was changed\.$/,
    );
    await expect(writeFolders([wanted({ 'a.ts': 'a' }, '/proc/nowhere')], { base, service })).rejects.toThrow(
      /^Cannot write \/proc\/nowhere/,
    );
  });
});
