// The pages for maintainers name scripts, files and commands that exist.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const PAGES = ['CONTRIBUTING.md', 'SECURITY.md', 'docs/architecture.md', 'docs/glossary.md'];
const { scripts, workspaces } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: { readonly [name: string]: string };
  readonly workspaces: readonly string[];
};
const OWN = new Set(['install', 'ci', 'publish']);

const isScript = (command: string): boolean => {
  const [, run, name = ''] = /^npm (run )?([\w:-]+)/.exec(command) ?? [];
  return run === undefined ? OWN.has(name) || name in scripts : name in scripts;
};

interface Workflow {
  readonly jobs: { readonly [job: string]: { readonly steps: readonly { readonly run?: string }[] } };
}

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  it('names paths that exist', () => {
    const named = [
      ...text.matchAll(/`((?:docs|test|runtime|iam|generator|sandbox|schemas|generated-example)\/[\w./-]*)/g),
    ];
    const paths = named.map(([, path = '']) => path.replace(/[./]$/, '')).filter((path) => !path.includes('*'));
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names scripts that exist', () => {
    const commands = [...text.matchAll(/`(npm [^`]+)`|^(npm .+)$/gm)].map(([, inline, line]) => inline ?? line ?? '');
    expect(commands.filter((command) => !isScript(command))).toEqual([]);
  });
});

describe('the workflows', () => {
  const files = readdirSync('.github/workflows');

  it.each(files)('%s run scripts that exist', (file) => {
    const { jobs } = parse(readFileSync(`.github/workflows/${file}`, 'utf8')) as Workflow;
    const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((command) => command !== 'bash .ci/run' && !isScript(command))).toEqual([]);
  });

  it('test every Node that the packages support, and publish every package', () => {
    const test = readFileSync('.github/workflows/test.yml', 'utf8');
    for (const version of ['"20.19"', '"22"', '"24"', '"26"']) expect(test).toContain(version);
    const publish = readFileSync('.github/workflows/publish.yml', 'utf8');
    expect(publish).toContain('--provenance');
    for (const name of ['iam', 'runtime', 'generator', 'sandbox']) {
      expect(workspaces).toContain(name);
      expect(publish).toContain(`--workspace ${name}`);
    }
  });
});

describe('the fast unit tests', () => {
  it('leave out files that exist', () => {
    const slow = [...readFileSync('test/unit.mjs', 'utf8').matchAll(/'(test\/unit\/[^']+)'/g)].map(
      ([, path = '']) => path,
    );
    expect(slow.length).toBeGreaterThan(0);
    expect(slow.filter((path) => !existsSync(path))).toEqual([]);
  });
});
