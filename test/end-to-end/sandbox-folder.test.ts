import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '@tenantry/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flightClubModel } from '../support/flight-club-model.js';
import { temporaryFolder } from '../support/temporary-folder.js';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = temporaryFolder();
  lock = join(folder, 'sandbox.lock');
});

const start = () => startSandbox({ model: flightClubModel, data: folder });
const leftovers = (): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('sandbox.lock'));

let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));

describe('the folder of a sandbox', () => {
  it('is refused to a second one, which says who has it and what to do, and is free after a stop', async () => {
    const first = await start();
    const refused = await start().catch((error: Error) => error.message);
    expect(refused).toMatch(
      `The folder ${folder} is in use by the sandbox of process ${process.pid}, since ${new Date().getFullYear()}`,
    );
    expect(refused).toMatch(/Stop that one, or give another folder\.$/);
    await first.stop();
    expect(leftovers()).toEqual([]);
    await (await start()).stop();
  });

  it('goes to one of many that begin at once', async () => {
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 30, processStart: '1', host: hostname(), since: '' }));
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, start));
    const begun = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(begun).toHaveLength(1);
    expect(leftovers()).toEqual(['sandbox.lock']);
    await begun[0]?.stop();
  });

  it('is held by another process, and free once that is killed', async () => {
    const args = ['test/support/run-sandbox-process.mjs', 'schemas/flight-club.tenantry.yaml', folder];
    child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    await expect(start()).rejects.toThrow(`in use by the sandbox of process ${child.pid}`);
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    expect(existsSync(lock)).toBe(true);
    await (await start()).stop();
    expect(leftovers()).toEqual([]);
  });

  it.each([
    ['of a process that is gone', { pid: 2 ** 30, processStart: '1', host: hostname() }],
    ['of no process', {}],
  ])('is taken over with a lock %s', async (_what, holder) => {
    writeFileSync(lock, JSON.stringify(holder));
    const sandbox = await start();
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({ pid: process.pid });
    await sandbox.stop();
  });

  it.runIf(process.platform === 'linux')('is taken over where another process has got the number', async () => {
    writeFileSync(lock, JSON.stringify({ pid: process.pid, processStart: '1', host: hostname() }));
    await (await start()).stop();
  });

  it('stays with another machine, whose processes cannot be seen', async () => {
    writeFileSync(lock, JSON.stringify({ pid: 1, processStart: '1', host: 'elsewhere', since: 'long ago' }));
    await expect(start()).rejects.toThrow(
      `on elsewhere, since long ago. Stop that one, or give another folder. If it is`,
    );
    expect(leftovers()).toEqual(['sandbox.lock']);
  });

  it('is named where it cannot be made, and so are a port that is taken and a seed that is not there', async () => {
    writeFileSync(lock, '');
    await expect(startSandbox({ model: flightClubModel, data: lock })).rejects.toThrow(
      `The data folder ${lock} cannot be made: EEXIST`,
    );
    const seed = join(folder, 'none.yaml');
    await expect(startSandbox({ model: flightClubModel, seed })).rejects.toThrow(
      `The seed ${seed} cannot be read: ENOENT`,
    );
    const first = await start();
    const port = Number(new URL(first.endpoints.dynamodb).port);
    await expect(startSandbox({ model: flightClubModel, port })).rejects.toThrow(
      `The port ${port} of 127.0.0.1 is in use. End the program that listens there, or choose another port; 0 chooses a free one.`,
    );
    await first.stop();
  });

  it('is let go where the sandbox does not start', async () => {
    const seed = join(folder, 'none.yaml');
    await expect(startSandbox({ model: flightClubModel, data: folder, seed })).rejects.toThrow();
    expect(leftovers()).toEqual([]);
  });
});
