import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FolderLocked, lockFolder } from '../../../generator/src/write/lock.js';
import { planFolders, writeFolders } from '../../../generator/src/write/write-folders.js';
import { temporaryFolder, text, wanted } from '../../support/temporary-folder.js';

const claimsIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith('.tenantry-lock-'));

/** Makes the claim of a folder look like one of another process. */
async function claimOf(folder: string, pid: number): Promise<string> {
  await lockFolder(folder);
  const [own = ''] = claimsIn(folder);
  const other = own.replace(`-${process.pid}-`, `-${pid}-`);
  renameSync(join(folder, own), join(folder, other));
  return other;
}

describe('the lock of an output folder', () => {
  it('is given to one at a time', async () => {
    const folder = temporaryFolder();
    let inside = 0;
    let most = 0;
    const enter = async (): Promise<void> => {
      const release = await lockFolder(folder);
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resume) => setTimeout(resume, 2));
      inside -= 1;
      release();
    };
    await Promise.all(Array.from({ length: 8 }, enter));
    expect(most).toBe(1);
    expect(claimsIn(folder)).toEqual([]);
  });

  it('says who holds it and how to go on, after waiting', async () => {
    const folder = temporaryFolder();
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
    const claim = await claimOf(folder, child.pid as number);
    const error = await lockFolder(folder, 100).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(FolderLocked);
    expect(String(error)).toContain(`(process ${child.pid})`);
    expect(String(error)).toContain(join(folder, claim));
    expect(claimsIn(folder)).toEqual([claim]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    (await lockFolder(folder, 100))();
    expect(claimsIn(folder)).toEqual([]);
  });

  it('of a dead process is removed by the next run, even by one that has nothing to write', async () => {
    const base = temporaryFolder();
    await writeFolders([wanted({ 'a.ts': 'a' })], { base, service: 's' });
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await claimOf(join(base, 'out'), pid);
    await writeFolders([wanted({ 'a.ts': 'a' })], { base, service: 's' });
    expect(claimsIn(join(base, 'out'))).toEqual([]);
  });
});

describe('two runs at once', () => {
  it('leave the whole output of one of them', async () => {
    const base = temporaryFolder();
    const output = (version: string) => [
      wanted(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`f${i}.ts`, `${version}${i}`]))),
      wanted({ 'only.ts': version, [`${version}.ts`]: '' }, 'second'),
    ];
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(['a', 'b', 'c'].map((version) => writeFolders(output(version), { base, service: 's' })));
      const last = text(base, 'second/only.ts');
      const changes = planFolders(output(last), { base, service: 's' });
      expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['unchanged']));
    }
  });
});
