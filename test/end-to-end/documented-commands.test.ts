import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEngine } from '@tenantry/runtime/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../generator/src/cli/commands/index.js';
import { sampleSchema } from '../../generator/src/cli/init/sample-schema.js';
import { typed } from '../support/documented-shell.js';
import { blocksOf, pages } from '../support/markdown-blocks.js';
import { usePackedPackages } from '../support/packed-packages.js';
import { ROOT } from '../support/source-files.js';
import { put, temporaryFolder } from '../support/temporary-folder.js';

/** Lines that no test can run as they stand, and why. The first blocks of README.md are run by newcomer.test.ts. */
const ELSEWHERE: { readonly [line: string]: string } = {
  'npm ci': 'installs from the registry; .ci/run does it first',
  'npm test': 'runs this test',
  'npm run tour': 'writes in the repository; each of its steps is one of test/run.mjs',
  'aws cloudformation deploy --stack-name flight-club-data --template-file infrastructure/cloudformation/flight-club.yaml \\':
    'needs an account; cloudformation.test.ts checks the template',
  'docker run --rm --detach --publish 8000:8000 amazon/dynamodb-local': 'pulls an image from a registry',
  'npx tenantry sandbox --engine http://localhost:8000 -- npm test':
    'its engine is the container; sandbox-command.test.ts gives an engine of its own',
  '  --parameter-overrides file://infrastructure/cloudformation/prod.parameters.json --capabilities CAPABILITY_NAMED_IAM':
    'the second line of it',
  'aws dynamodb update-continuous-backups --cli-input-json file://infrastructure/dynamodb/dev/app.update-continuous-backups.json':
    'no engine of the tests has backups; dynamodb.test.ts checks the input',
};

const NEWCOMER_BLOCKS = 3;

interface Line {
  readonly page: string;
  readonly line: number;
  /** Without the comment at its end. */
  readonly text: string;
}

const lines: readonly Line[] = pages.flatMap((page) => {
  const blocks = blocksOf(page).filter(({ language }) => language === 'sh');
  return blocks.slice(page === 'README.md' ? NEWCOMER_BLOCKS : 0).flatMap(({ text, line }) =>
    text
      .trimEnd()
      .split('\n')
      .map((each, i) => ({ page, line: line + i + 1, text: each.replace(/ +# .*$/, '') })),
  );
});

describe('every line of shell in the documentation', { timeout: 300_000 }, () => {
  const packed = usePackedPackages();
  let installed = '';
  let shop = '';

  beforeAll(() => {
    // Not a folder of one test, so that all of them start from one project.
    installed = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
    packed.installIn(installed);
    shop = project('shop', 'npx tenantry init --quiet; npm install; npx tenantry generate --quiet; npx tsc');
    return () => execFileSync('rm', ['-rf', installed]);
  }, 300_000);

  /** A repository with one commit, which is also a release and what the remote has. */
  function project(name: string, setup: string): string {
    const cwd = join(installed, name);
    put(cwd, 'package.json', '{ "name": "shop", "type": "module", "scripts": { "test": "node dist/main.js" } }\n');
    put(cwd, '.gitignore', 'node_modules\ndist\n');
    const git = 'git -c user.name=test -c user.email=test@example.com -c commit.gpgsign=false';
    const commit = `git init -q -b main; git add -A; ${git} commit -qm one; git tag v1.4.0; git update-ref refs/remotes/origin/main HEAD`;
    typed(`${setup}; ${commit}`, { cwd, installed });
    const model = readFileSync(join(ROOT, 'test/imports/chat/model.json'), 'utf8');
    put(cwd, 'workbench.json', model);
    put(
      cwd,
      'seed.yaml',
      'Task:\n  - { tenantId: acme, taskId: t1, title: Seeded, dueAt: "2030-01-01T00:00:00.000Z" }\n',
    );
    for (const file of ['old.tenantry.yaml', 'new.tenantry.yaml']) put(cwd, file, sampleSchema('shop', 'x.json'));
    return cwd;
  }

  function copyOf(from: string): string {
    const cwd = join(temporaryFolder(), 'shop');
    cpSync(from, cwd, { recursive: true, verbatimSymlinks: true });
    return cwd;
  }

  const told = lines.filter(({ text }) => !Object.hasOwn(ELSEWHERE, text));
  // docs/lint.md is about files that no project has: lint-docs.test.ts runs it.
  const ofShop = told.filter(({ page }) => page !== 'docs/infrastructure.md' && page !== 'docs/lint.md');

  it.each([...new Set(ofShop.map(({ page }) => page))])('%s runs in a project as `tenantry init` makes it', (page) => {
    let cwd = copyOf(shop);
    for (const { text } of ofShop.filter((line) => line.page === page)) ({ cwd } = typed(text, { cwd, installed }));
  });

  it('docs/infrastructure.md runs on an engine', async () => {
    const cwd = project('flight-club', 'npx tenantry init --quiet; npm install');
    const tour = readFileSync(join(ROOT, 'schemas/flight-club.tenantry.yaml'), 'utf8');
    put(cwd, 'schemas/flight-club.tenantry.yaml', tour.replaceAll('generated-example/', ''));
    typed('npx tenantry generate --quiet', { cwd, installed });
    const engine = await startEngine();
    const environment = {
      AWS_ENDPOINT_URL: engine.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
    };
    try {
      for (const { text, page } of told)
        if (page === 'docs/infrastructure.md') typed(text, { cwd, installed, environment });
    } finally {
      await engine.stop();
    }
  });

  it('and every example of --help', () => {
    const cwd = copyOf(shop);
    const documented = new Set(told.map(({ text }) => text.replace('npx ', '')));
    for (const line of COMMANDS.flatMap(({ examples }) => examples))
      if (!documented.has(line)) typed(line, { cwd, installed });
  });

  it('is in no list of exceptions that it does not need', () => {
    expect(Object.keys(ELSEWHERE).filter((line) => !lines.some(({ text }) => text === line))).toEqual([]);
    expect(told.length).toBeGreaterThan(25);
  });
});
