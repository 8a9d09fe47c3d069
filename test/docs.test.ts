import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as runtime from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { renderText } from '../generator/src/diagnostics/render-text.js';
import { policyFiles } from '../generator/src/emit/iam/policy-files.js';
import { infrastructureFiles } from '../generator/src/emit/infrastructure/infrastructure-files.js';
import { readSchema } from '../generator/src/read-schema.js';
import {
  blocksThatRun,
  programsOf,
  runPrograms,
  runTests,
  type Schema,
  testsOf,
  writeOutputs,
  writeProject,
} from './support/documented-programs.js';
import { blocksOf, pages } from './support/markdown-blocks.js';
import { itTransacts } from './support/transactions.js';

const TOUR = 'schemas/flight-club.tenantry.yaml';
const CACHE = resolve('node_modules/.cache/docs');

function readModel(file: string, text: string) {
  const { model, diagnostics } = readSchema([{ file, text }]);
  if (model === undefined) throw new Error(renderText(diagnostics, { color: false, sources: new Map([[file, text]]) }));
  return model;
}

/** A page's own schema, where it shows a whole one; else the tour's. */
function schemaOf(file: string): { readonly name: string; readonly text: string } {
  const own = blocksOf(file).find(({ language, text }) => language === 'yaml' && /^version: 1$/m.test(text));
  return own === undefined ? { name: TOUR, text: readFileSync(TOUR, 'utf8') } : { name: file, text: own.text };
}

const withModel = (page: string): Schema => {
  const { name, text } = schemaOf(page);
  return { text, model: readModel(name, text) };
};

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Blocks that are compiled and not run, by page and a part of their text, with the reason. */
const COMPILED_ONLY: { readonly [block: string]: string } = {
  'docs/client.md: pick(service': 'a handler that prints nothing; requests/operations.test.ts runs picked operations',
  'docs/errors.md: statusOf': 'a function that prints nothing',
  'docs/infrastructure.md: aws-cdk-lib':
    'synthesis takes seconds; emit/infrastructure/cdk.test.ts synthesises the construct',
  'docs/infrastructure.md: @pulumi/aws': 'needs an engine; emit/infrastructure/pulumi.test.ts runs the component',
  'docs/isolation.md: declare const policy': 'the policy is the reader’s; policy/evaluate.test.ts evaluates many',
  'docs/module-systems.md: createTenantSessions': 'one import',
  'docs/module-systems.md: createDesk':
    'a test for Jest, with imports that Node.js does not resolve; test/consumers runs it',
  'docs/sessions.md: opentelemetry': 'prints nothing without an exporter; session/observer.test.ts counts the events',
};

/** Their programs use the engine's own credentials, which no policy allows: end-to-end/documented-updates.test.ts runs them. */
const ON_AN_ENGINE = ['docs/updates.md', 'docs/stored-format.md'];

describe('links in the documentation', () => {
  it.each(pages)('%s: lead to files that are there', (page) => {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\(((?!https?:|#)[^)\s#]+)[^)]*\)/g)].map(
      ([, path = '']) => path,
    );
    expect(links.filter((path) => !existsSync(join(dirname(page), path)))).toEqual([]);
  });

  it('lead from the README to every page', () => {
    const readme = readFileSync('README.md', 'utf8');
    expect(pages.filter((page) => page !== 'README.md' && !readme.includes(`](${page})`))).toEqual([]);
  });

  it('show each yes of the comparison, by a test', () => {
    const rows = readFileSync('docs/comparison.md', 'utf8')
      .split('\n')
      .filter((line) => /^\| (?!\|)/.test(line));
    const ours = rows.map((row) => row.split('|')[2]?.trim() ?? '');
    expect(ours.length).toBeGreaterThan(20);
    for (const cell of ours) expect(cell).toMatch(/^(no|\[yes[^\]]*\]\(\.\.\/test\/[\w/-]+(\.test)?\.ts\))$/);
  });
});

describe('code in the documentation', () => {
  it('compiles, every block of it', () => {
    rmSync(CACHE, { recursive: true, force: true });
    for (const page of pages) {
      const folder = join(CACHE, page.replaceAll(/[^\w]/g, '-'));
      const schema = schemaOf(page);
      const model = readModel(schema.name, schema.text);
      writeProject(folder, page, model);
      for (const { path, text } of infrastructureFiles(model, { targets: ['cdk', 'pulumi'] })) {
        if (path.endsWith('.ts')) write(join(folder, 'infrastructure', path), text);
      }
    }
    const config = {
      extends: resolve('tsconfig.base.json'),
      compilerOptions: { noEmit: true, composite: false, isolatedDeclarations: false, noUnusedLocals: false },
      include: ['**/*.ts'],
    };
    write(join(CACHE, 'tsconfig.json'), JSON.stringify(config));
    const { stdout } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', CACHE], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  });

  // UPDATE_DOCS=1 writes what the programs print into the pages.
  itTransacts.each(pages.filter((page) => programsOf(page).length > 0 && !ON_AN_ENGINE.includes(page)))(
    '%s: programs print what the page shows',
    async (page) => {
      const programs = programsOf(page);
      const printed = await runPrograms(page, withModel(page), programs);
      if (process.env.UPDATE_DOCS === '1') return writeOutputs(page, programs, printed);
      programs.forEach(({ file, line, output }, i) => {
        expect(printed[i], `${page}:${line} (${file})`).toBe(output);
      });
    },
  );

  it.each(pages.filter((page) => testsOf(page).length > 0))(
    '%s: test files pass',
    { timeout: 300_000 },
    async (page) => {
      expect(await runTests(page, withModel(page))).toEqual([]);
    },
  );

  it('runs, but for the blocks that are compiled only', () => {
    const compiledOnly = pages.flatMap((page) => {
      const running = blocksThatRun(page);
      return blocksOf(page).flatMap((block) =>
        block.language === 'ts' && !running.has(block.line) ? [{ page, text: block.text }] : [],
      );
    });
    const isOf = (name: string, { page, text }: { readonly page: string; readonly text: string }): boolean => {
      const [of, part = ''] = name.split(': ');
      return page === of && text.includes(part);
    };
    const names = Object.keys(COMPILED_ONLY);
    expect(compiledOnly.filter((block) => !names.some((name) => isOf(name, block)))).toEqual([]);
    expect(names.filter((name) => !compiledOnly.some((block) => isOf(name, block)))).toEqual([]);
  });

  it.each(pages)('%s: schemas are valid, and policies are what they give', (page) => {
    const schema = schemaOf(page);
    const statements = policyFiles(readModel(schema.name, schema.text))
      .filter(({ path }) => path.endsWith('.json'))
      .flatMap(({ text }) => JSON.parse(text).Statement);
    for (const { language, text } of blocksOf(page)) {
      if (language === 'yaml' && /^version: 1$/m.test(text)) readModel(page, text);
      if (language === 'json' && text.includes('"Sid"')) expect(statements).toContainEqual(JSON.parse(text));
    }
  });

  it('docs/schema.md: every piece of a schema is one that merges with the whole one', () => {
    const blocks = blocksOf('docs/schema.md').filter(({ language }) => language === 'yaml');
    const sources = blocks.map(({ text, line }) => ({
      file: `line-${line}`,
      text: /^version: 1$/m.test(text) ? text : `version: 1\n${text}`,
    }));
    expect(sources.length).toBeGreaterThan(4);
    expect(readSchema(sources.slice(0, 1)).diagnostics).toEqual([]);
    // The pieces together share partitions, of which the page says that it is warned.
    const { diagnostics } = readSchema(sources);
    expect(diagnostics.filter(({ code }) => code !== 'policy.wider-than-granted')).toEqual([]);
  });
});

it('docs/errors.md has a row for each error that the runtime exports, and no others', () => {
  const rows = readFileSync('docs/errors.md', 'utf8')
    .split('\n')
    .flatMap((line) => /^\| `(\w+)` \| .+ \| .+ \| .+ \|$/.exec(line)?.[1] ?? []);
  const exported = Object.entries(runtime).flatMap(([name, value]) =>
    typeof value === 'function' && value.prototype instanceof runtime.TenantryError && name !== 'SessionError'
      ? [name]
      : [],
  );
  expect([...rows].sort()).toEqual(exported.sort());
  expect(new Set(rows).size).toBe(rows.length);
});
