import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CODES } from '../../../generator/src/diagnostics/codes.js';

const SOURCES = fileURLToPath(new URL('../../../generator/src', import.meta.url));
const DOCUMENT = fileURLToPath(new URL('../../../docs/diagnostics.md', import.meta.url));

const AREAS = {
  schema: 'Schema',
  key: 'Keys',
  scope: 'Scopes',
  policy: 'Roles and policies',
  trust: 'Trust policies',
  minter: 'The minter',
  output: 'Output',
} as const;

/** UPDATE_DOCS=1 writes docs/diagnostics.md from the table. */
function documentation(): string {
  const sections = Object.entries(AREAS).map(([area, title]) => {
    const codes = Object.entries(CODES).filter(([code]) => code.startsWith(`${area}.`));
    const rows = codes.map(([code, { title: what, why }]) => `| \`${code}\` | ${what} | ${why} |`);
    return [`## ${title}`, '', '| code | what | why it matters |', '|---|---|---|', ...rows.sort()].join('\n');
  });
  const intro =
    'Every problem has a code. Codes are stable: one that was published is never given another meaning.\n' +
    'A message shows the place, what is wrong, why it matters and what to write instead; `--format json` gives the same as data.\n' +
    'All are errors, and nothing is written, unless the table says warning.';
  return `# Diagnostics\n\n${intro}\n\n${sections.join('\n\n')}\n`;
}

describe('the table of codes', () => {
  it('is documented in docs/diagnostics.md', () => {
    if (process.env.UPDATE_DOCS === '1') writeFileSync(DOCUMENT, documentation());
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(documentation());
  });

  it('holds every code that the sources use, and no other', () => {
    const used = new Set<string>();
    for (const file of readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('codes.ts')) continue;
      const text = readFileSync(`${SOURCES}/${file}`, 'utf8');
      for (const code of Object.keys(CODES)) if (text.includes(`'${code}'`)) used.add(code);
      for (const [, code] of text.matchAll(/code: '((?:schema|key|scope|output)\.[a-z-]+)'/g)) used.add(code as string);
    }
    expect([...used].sort()).toEqual(Object.keys(CODES).sort());
  });
});
