import { readFileSync, writeFileSync } from 'node:fs';
import * as runtime from '@tenantry/runtime';
import { expect, it } from 'vitest';
import { documentedPrograms, runDocumentedPrograms } from '../support/documented-requests.js';
import { itTransacts } from '../support/transactions.js';

/** UPDATE_DOCS=1 writes what the programs print into the pages. */
const PAGES = ['docs/reading.md', 'docs/writing.md', 'docs/transactions.md', 'docs/http.md'];

itTransacts.each(PAGES)('%s: programs print what the page shows', { timeout: 60_000 }, async (page) => {
  const programs = documentedPrograms(page);
  expect(programs.length).toBeGreaterThan(1);
  const printed = await runDocumentedPrograms(page);
  if (process.env.UPDATE_DOCS === '1') {
    let i = 0;
    const text = readFileSync(page, 'utf8').replace(/^```text\n.*?^```$/gms, () => `\`\`\`text\n${printed[i++]}\`\`\``);
    writeFileSync(page, text);
    return;
  }
  programs.forEach(({ file, line, output }, i) => {
    expect(printed[i], `${page}:${line} (${file})`).toBe(output);
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
