import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderText } from '../generator/src/diagnostics/render-text.js';
import { policyFiles } from '../generator/src/emit/iam/policy-files.js';
import { infrastructureFiles } from '../generator/src/emit/infrastructure/infrastructure-files.js';
import { readSchema } from '../generator/src/read-schema.js';
import {
  programsOf,
  runPrograms,
  runTests,
  type Schema,
  testsOf,
  writeProject,
} from './support/documented-programs.js';
import { blocksOf, pages } from './support/markdown-blocks.js';

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

describe('links in the documentation', () => {
  it.each(pages)('%s: lead to files that are there', (page) => {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\(((?!https?:|#)[^)\s#]+)[^)]*\)/g)].map(
      ([, path = '']) => path,
    );
    expect(links.filter((path) => !existsSync(join(dirname(page), path)))).toEqual([]);
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
      for (const { path, text } of infrastructureFiles(model)) {
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

  it.each(pages.filter((page) => programsOf(page).length > 0))(
    '%s: programs print what the page shows',
    async (page) => {
      const programs = programsOf(page);
      const printed = await runPrograms(page, withModel(page), programs);
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
    expect(readSchema(sources).diagnostics).toEqual([]);
  });
});
