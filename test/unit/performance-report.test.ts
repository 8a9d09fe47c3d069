import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../support/source-files.js';

interface Report {
  renderReport(results: unknown): readonly { readonly path: string; readonly text: string }[];
}

it('docs/performance.md and its charts are what the committed results render', async () => {
  const { renderReport } = (await import(join(ROOT, 'bench/report/report.mjs'))) as Report;
  const results: unknown = JSON.parse(readFileSync(join(ROOT, 'bench/results.json'), 'utf8'));
  const files = renderReport(results);
  for (const { path, text } of files) expect(readFileSync(join(ROOT, path), 'utf8'), path).toBe(text);
  const charts = files.flatMap(({ path }) => /^docs\/performance\/(.+)$/.exec(path)?.[1] ?? []).sort();
  expect(readdirSync(join(ROOT, 'docs/performance')).sort()).toEqual(charts);
});
