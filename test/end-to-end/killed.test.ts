import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, watch as watchFolder } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { sampleSchema } from '../../generator/src/cli/init/sample-schema.js';
import type { WantedFolder } from '../../generator/src/write/wanted-file.js';
import { writeFolders } from '../../generator/src/write/write-folders.js';
import { ROOT } from '../support/source-files.js';
import { exists, put, temporaryFolder, text, tree } from '../support/temporary-folder.js';

/** More of them: KILLS=500 npx vitest run test/end-to-end/killed.test.ts */
const KILLS = Number(process.env.KILLS ?? 30);

/** An output of many files, some of them in one version only, each long enough to be cut in two. */
const output = (version: string, own: readonly string[]): WantedFolder[] => {
  const shared = Array.from({ length: 40 }, (_, i) => `deep/${i % 4}/thing-${i}.ts`);
  return [
    {
      folder: 'out',
      files: [...shared, ...own].map((path) => ({ path, text: `// ${path} ${version}\n`.repeat(200) })),
    },
  ];
};

const OUTPUTS = [output('one', ['old.ts']), output('two', ['new.ts', 'more/newer.ts'])] as const;
/** Files of others, in folders that the output fills and that it leaves. */
const FOREIGN = ['out/mine.txt', 'out/deep/0/mine.ts', 'out/more/mine.ts', 'beside.ts'];
const OWN = [['old.ts'], ['more/newer.ts', 'new.ts']] as const;

describe('an output folder whose writer is killed', () => {
  it(`holds each file old or new, and the next run goes on, ${KILLS} times`, {
    timeout: 30_000 + KILLS * 3_000,
  }, async () => {
    const base = temporaryFolder();
    OUTPUTS.forEach((folders, i) => void put(base, `${i}.json`, JSON.stringify(folders)));
    const known = new Map<string, string[]>();
    for (const { files } of OUTPUTS.flat())
      for (const { path, text } of files) known.set(path, [...(known.get(path) ?? []), text]);
    await writeFolders(OUTPUTS[0], { base, service: 'shop' });
    for (const path of FOREIGN) put(base, path, 'not ours');
    const caught = { temporary: 0, mixed: 0 };

    for (let kill = 0; kill < KILLS; kill += 1) {
      await writeUntilKilled(base);
      const versions = [...known]
        .filter(([path]) => exists(base, join('out', path)))
        .map(([path, texts]) => {
          const text = readFileSync(join(base, 'out', path), 'utf8');
          expect(texts.includes(text), `${path} is neither old nor new`).toBe(true);
          return text.slice(text.indexOf(' ', 4), text.indexOf('\n'));
        });
      expect(FOREIGN.filter((path) => exists(base, path))).toEqual(FOREIGN);
      if (tree(join(base, 'out')).some(isLeftover)) caught.temporary += 1;
      if (new Set(versions).size > 1) caught.mixed += 1;

      const next = kill % 2 === 0 ? 0 : 1;
      const changes = await writeFolders(OUTPUTS[next], { base, service: 'shop' });
      expect(changes.filter(({ kind }) => kind === 'hand-edited' || kind === 'foreign' || kind === 'blocked')).toEqual(
        [],
      );
      const paths = tree(join(base, 'out'));
      expect(paths.filter((path) => isLeftover(path) || /^(?:old|new|more\/newer)\.ts$/.test(path))).toEqual(OWN[next]);
    }
    // The test would prove nothing if every kill missed the writing.
    expect(caught.temporary + caught.mixed).toBeGreaterThan(0);
    console.log(
      `${KILLS} kills: ${caught.temporary} left temporary files, ${caught.mixed} old and new files side by side`,
    );
  });
});

describe('`tenantry generate`, killed', () => {
  const kills = Math.max(3, Math.ceil(KILLS / 10));

  it(`at a random moment of its writing, ${kills} times, leaves what the next run goes on from`, {
    timeout: 60_000 + kills * 30_000,
  }, async () => {
    const base = temporaryFolder();
    const bin = join(ROOT, 'generator/bin/tenantry.js');
    const shop = sampleSchema('shop', 'x.json');
    const schemas = [
      shop,
      shop.replaceAll('Task', 'Ticket').replace('description: A customer of ours.', 'description: A customer.'),
    ];
    const write = (): void => {
      const { status, stderr } = spawnSync(process.execPath, [bin], { cwd: base, encoding: 'utf8' });
      expect(status, stderr).toBe(0);
    };
    put(base, 'tenantry.yaml', shop);
    put(base, 'src/client/mine.ts', 'not ours');
    write();
    let caught = 0;
    let kill = 0;
    // More of them while none has met the writing, which takes a few milliseconds: the test would prove nothing.
    for (; kill < kills || (caught === 0 && kill < 40); kill += 1) {
      put(base, 'tenantry.yaml', schemas[(kill + 1) % 2] as string);
      const child = spawn(process.execPath, [bin], { cwd: base, stdio: 'ignore' });
      const ended = once(child, 'exit');
      await Promise.race([ended, begunIn(join(base, 'src/client'))]);
      await pause(Math.random() ** 2 * 12);
      child.kill('SIGKILL');
      await ended;
      if (tree(base).some(isLeftover)) caught += 1;
      for (const path of tree(join(base, 'src/client'))) {
        if (path.endsWith('.ts')) expect(text(base, join('src/client', path)), path).toMatch(/\n$|^not ours$/);
      }
      write();
      expect(tree(base).filter(isLeftover)).toEqual([]);
      expect(text(base, 'src/client/mine.ts')).toBe('not ours');
    }
    const { status, stdout } = spawnSync(process.execPath, [bin, 'check'], { cwd: base, encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, '']);
    console.log(`${kill} kills of generate: ${caught} while it was writing`);
    expect(caught).toBeGreaterThan(0);
  });

  it('is not needed for two of them to get along', { timeout: 60_000 }, async () => {
    const base = temporaryFolder();
    const schemas = ['one', 'two', 'three', 'four'].map((name) => {
      const file = `${name}.yaml`;
      put(base, file, sampleSchema('shop', 'x.json').replace('A customer of ours.', `Written by ${name}.`));
      return file;
    });
    const codes = await Promise.all(
      schemas.map(async (file) => {
        const child = spawn(process.execPath, [join(ROOT, 'generator/bin/tenantry.js'), file], {
          cwd: base,
          stdio: 'ignore',
        });
        const [code] = await once(child, 'exit');
        return code;
      }),
    );
    expect(codes).toEqual([0, 0, 0, 0]);
    const [, winner] = /Written by (\w+)\./.exec(text(base, 'src/client/tenant.ts')) ?? [];
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(ROOT, 'generator/bin/tenantry.js'), 'check', `${winner}.yaml`],
      { cwd: base, encoding: 'utf8' },
    );
    expect([status, stdout]).toEqual([0, '']);
  });
});

const isLeftover = (path: string): boolean => /\.tmp$|-lock-/.test(path);

/** Settles when a run puts down its first claim or temporary file. */
const begunIn = (folder: string): Promise<void> =>
  new Promise((settle) => {
    const watcher = watchFolder(folder, (_event, name) => {
      if (name !== null && !isLeftover(name)) return;
      watcher.close();
      settle();
    });
  });

async function writeUntilKilled(base: string): Promise<void> {
  const script = join(ROOT, 'test/support/write-forever.mjs');
  const child = spawn(process.execPath, [script, base, join(base, '0.json'), join(base, '1.json')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  await pause(Math.random() * 120);
  expect(child.exitCode).toBe(null);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
