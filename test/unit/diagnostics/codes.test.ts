import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CODES } from '../../../generator/src/diagnostics/codes.js';
import { FAILURE_CODES } from '../../../generator/src/diagnostics/failure-codes.js';
import { FINDING_CODES } from '../../../generator/src/diagnostics/finding-codes.js';

const SOURCES = fileURLToPath(new URL('../../../generator/src', import.meta.url));
const CASES = fileURLToPath(new URL('../../cases', import.meta.url));
const DOCUMENT = fileURLToPath(new URL('../../../docs/diagnostics.md', import.meta.url));

interface Description {
  readonly title: string;
  readonly why: string;
}

interface Section {
  readonly title: string;
  readonly codes: readonly [code: string, description: Description][];
}

const area = (name: string): Section['codes'] => Object.entries(CODES).filter(([code]) => code.startsWith(`${name}.`));

const SECTIONS: readonly Section[] = [
  { title: 'Schema', codes: area('schema') },
  { title: 'Keys', codes: area('key') },
  { title: 'Scopes', codes: area('scope') },
  { title: 'Roles and policies', codes: area('policy') },
  { title: 'Output', codes: area('output') },
  { title: 'Findings of `tenantry verify`', codes: Object.entries(FINDING_CODES) },
  { title: 'Runs that could not begin or finish', codes: Object.entries(FAILURE_CODES) },
];

interface Example {
  readonly summary: string;
  readonly fix: string;
}

/** The first message of each code in the cases, and what to write instead. */
function examples(): ReadonlyMap<string, Example> {
  const found = new Map<string, Example>();
  for (const file of readdirSync(CASES, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('diagnostics.txt')) continue;
    for (const paragraph of readFileSync(`${CASES}/${file}`, 'utf8').split(/^(?=\S+ - )/m)) {
      const [, code = '', summary = ''] = /^\S+ - (?:error|warning) ([a-z.-]+): (.*)$/m.exec(paragraph) ?? [];
      const [, fix = ''] = /^ {2}fix: (.*)$/m.exec(paragraph) ?? [];
      if (code !== '' && !found.has(code)) found.set(code, { summary, fix });
    }
  }
  return found;
}

/** UPDATE_DOCS=1 writes docs/diagnostics.md from the table. */
function documentation(): string {
  const messages = examples();
  const example = (code: string): string[] => {
    const { summary, fix } = messages.get(code) ?? { summary: '', fix: '' };
    return [summary, fix].map((text) => text.replaceAll('|', '\\|'));
  };
  const sections = SECTIONS.map(({ title, codes }) => {
    const withExamples = codes.every(([code]) => Object.hasOwn(CODES, code));
    const head = ['code', 'what', 'why it matters', ...(withExamples ? ['for example', 'then'] : [])];
    const rows = codes.map(([code, { title: what, why }]) => [
      `\`${code}\``,
      what,
      why,
      ...(withExamples ? example(code) : []),
    ]);
    const lines = [head, head.map(() => '---'), ...rows.sort()].map((cells) => `| ${cells.join(' | ')} |`);
    return [`## ${title}`, '', ...lines].join('\n');
  });
  const intro =
    'Every problem has a code. Codes are stable: one that was published is never given another meaning.\n' +
    'A message shows the place, what is wrong and what to write instead, and why where the rule has a reason of its own; `--format json` gives the same as data.\n' +
    'All are errors, and nothing is written, unless the table says warning. The examples are from `test/cases`.';
  return `# Diagnostics\n\n${intro}\n\n${sections.join('\n\n')}\n`;
}

describe('the table of codes', () => {
  it('is documented in docs/diagnostics.md', () => {
    if (process.env.UPDATE_DOCS === '1') writeFileSync(DOCUMENT, documentation());
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(documentation());
  });

  it('has a case with a fix for every code, but for those that need a very large text', () => {
    const messages = examples();
    expect([...messages].filter(([, { fix }]) => fix === '').map(([code]) => code)).toEqual([]);
    expect(Object.keys(CODES).filter((code) => !messages.has(code))).toEqual(['schema.too-large', 'output.too-large']);
  });

  it('holds every code that the sources use, and no other', () => {
    const used = new Set<string>();
    for (const file of readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('codes.ts')) continue;
      for (const [, code] of readFileSync(`${SOURCES}/${file}`, 'utf8').matchAll(QUOTED)) used.add(code as string);
    }
    expect([...used].sort()).toEqual([...new Set(SECTIONS.flatMap(({ codes }) => codes.map(([code]) => code)))].sort());
  });
});

/** A code as sources write it. */
const QUOTED =
  /'((?:schema|key|scope|policy|output|input|config|template|internal)\.[a-z-]+|(?:guardrail|trust|session-issuer)\.(?:refused|wider))'/g;
