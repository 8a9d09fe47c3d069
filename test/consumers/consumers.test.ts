import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { usePackedPackages } from '../support/packed-packages.js';
import { ROOT } from '../support/source-files.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { fenceTest } from './project.mjs';
import { ROWS } from './rows.mjs';
import { runRow } from './run-row.mjs';

/** The rows that need no more than this repository installs; `npm run test:consumers` runs them all. */
const QUICK = ROWS.filter(({ quick }) => quick);

describe('a project that installed the packages', { timeout: 180_000 }, () => {
  const packed = usePackedPackages();

  it.each(QUICK)('$name', (row) => {
    const base = temporaryFolder();
    packed.installIn(base);
    const link = (name: string, to = name): void => {
      mkdirSync(dirname(join(base, 'node_modules', to)), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules', name), join(base, 'node_modules', to));
    };
    for (const name of ['typescript-5.4', 'typescript-5.9', 'typescript-6.0', ...Object.keys(row.tools)]) link(name);
    link('typescript', 'typescript-7');
    expect(runRow(row, base)).toBe(undefined);
  });
});

it('is listed, row by row, in docs/module-systems.md', () => {
  const listed = readFileSync(join(ROOT, 'docs/module-systems.md'), 'utf8').match(
    /^\| .+ \| (?:always|`npm run test:consumers`) \|$/gm,
  );
  const rows = ROWS.map(({ name, quick }) => `| ${name} | ${quick ? 'always' : '`npm run test:consumers`'} |`);
  expect(listed).toEqual(rows);
});

it('is the test of Jest that docs/module-systems.md shows', () => {
  const page = readFileSync(join(ROOT, 'docs/module-systems.md'), 'utf8');
  const [, shown = ''] = /## Test with Jest[\s\S]*?```ts\n([\s\S]*?)```/.exec(page) ?? [];
  const lines = fenceTest('').split('\n');
  expect(shown.split('\n').filter((line) => !lines.includes(line))).toEqual([]);
});
