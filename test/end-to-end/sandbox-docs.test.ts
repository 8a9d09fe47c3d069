import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startEngine } from '@tenantry/runtime/testing';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { put, temporaryFolder } from '../support/temporary-folder.js';

/** The command lines of docs/sandbox.md, as they stand there, in a project that holds the tour's schema and the page's seed. */
const PAGE = readFileSync('docs/sandbox.md', 'utf8');
const BIN = resolve('generator/bin/tenantry.js');
const LINES = [...PAGE.matchAll(/^```sh\n(.*?)^```$/gms)]
  .flatMap(([, block = '']) => block.trim().split('\n'))
  .filter((line) => line.startsWith('npx tenantry sandbox'));

function project(): string {
  const base = temporaryFolder();
  copyFileSync('schemas/flight-club.tenantry.yaml', join(base, 'flight-club.tenantry.yaml'));
  put(base, 'seed.yaml', /^```yaml\n(Club:.*?)^```$/ms.exec(PAGE)?.[1] ?? '');
  const script = `node -e \\"process.exit(process.env.AWS_ENDPOINT_URL_STS && process.env.AWS_REGION === 'eu-west-1' ? 0 : 1)\\"`;
  put(base, 'package.json', `{ "name": "project", "scripts": { "test": "${script}" } }\n`);
  return base;
}

const ending = LINES.filter((line) => line.includes(' -- '));

it.each(ending)('%s', async (line) => {
  const base = project();
  const engine = await startEngine();
  const command = line
    .replace('npx tenantry', `"${process.execPath}" "${BIN}"`)
    .replace('http://localhost:8000', engine.endpoint);
  const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: base, encoding: 'utf8', timeout: 60_000 });
  await engine.stop();
  expect(status, stderr).toBe(0);
});

it('prints an environment for a shell until it is ended', async () => {
  const base = project();
  const [line = '', ...more] = LINES.filter((each) => !ending.includes(each));
  expect(more).toEqual([]);
  const command = `exec ${line.replace('npx tenantry', `"${process.execPath}" "${BIN}"`).replace('8123', '0')}`;
  const child = spawn('sh', ['-c', command], { cwd: base, stdio: 'ignore' });
  const file = join(base, 'sandbox.env');
  const isThere = (): boolean => existsSync(file) && readFileSync(file, 'utf8').includes('AWS_SESSION_TOKEN');
  for (const end = Date.now() + 30_000; !isThere() && Date.now() < end; )
    await new Promise((next) => setTimeout(next, 20));
  const read = spawnSync('sh', ['-c', '. ./sandbox.env; echo "$AWS_DEFAULT_REGION"'], { cwd: base, encoding: 'utf8' });
  expect(read.stdout).toBe('eu-west-1\n');
  child.kill('SIGTERM');
  expect((await once(child, 'exit'))[0]).toBe(0);
});

interface Workflow {
  readonly on: readonly string[];
  readonly jobs: {
    readonly [job: string]: {
      readonly 'runs-on': string;
      readonly steps: readonly {
        readonly run?: string;
        readonly uses?: string;
        readonly with?: { readonly path?: string };
      }[];
    };
  };
}

it('has a recipe for GitHub Actions whose steps run in a fresh checkout', () => {
  const workflow = parse(/^```yaml\n(name: test\n.*?)^```$/ms.exec(PAGE)?.[1] ?? '') as Workflow;
  expect(workflow.on).toEqual(['push']);
  const { 'runs-on': runner, steps = [] } = workflow.jobs.test ?? {};
  expect(runner).toBe('ubuntu-latest');
  for (const { run, uses } of steps) {
    expect([run, uses].filter((each) => each !== undefined)).toHaveLength(1);
    if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z-]+@v\d+$/);
  }
  const base = project();
  const run = (line: string): void => {
    const command = line.replaceAll('npx tenantry', `"${process.execPath}" "${BIN}"`);
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
      cwd: base,
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(status, `${line}\n${stdout}${stderr}`).toBe(0);
  };
  // Files that a checkout has besides: the generated ones, and the lock file that `npm ci` and the cache of setup-node ask for.
  run('npx tenantry generate');
  run('npm install --package-lock-only --offline --no-audit --no-fund');
  const lines = steps.flatMap((step) => step.run ?? []);
  expect(lines.length).toBeGreaterThan(2);
  lines.forEach(run);
  for (const { uses, with: given } of steps) {
    if (uses?.startsWith('actions/upload-artifact')) expect(existsSync(join(base, given?.path ?? ''))).toBe(true);
  }
});
