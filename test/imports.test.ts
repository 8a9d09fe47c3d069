import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compile } from '../generator/src/api/compile.js';
import { renderText } from '../generator/src/diagnostics/render-text.js';
import { importModel } from '../generator/src/import/import-model.js';

// A folder is a data model of NoSQL Workbench and what it becomes; UPDATE_CASES=1 writes what was expected.
const CASES = fileURLToPath(new URL('./imports', import.meta.url));
const update = process.env.UPDATE_CASES === '1';

const names = readdirSync(CASES, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe.each(names.map(({ name }) => name).sort())('the data model %s', (name) => {
  const text = readFileSync(join(CASES, name, 'model.json'), 'utf8');
  const { schema, decisions, diagnostics } = importModel('model.json', text);
  const rendered = renderText(diagnostics, { color: false, sources: new Map([['model.json', text]]) });

  it('becomes the expected schema, or gets the expected diagnostics', () => {
    const file = join(CASES, name, schema === undefined ? 'diagnostics.txt' : 'schema.tenantry.yaml');
    if (update) writeFileSync(file, schema ?? rendered);
    expect(schema ?? rendered).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
  });

  it('gives a schema that generates, with every decision on its line', () => {
    if (schema === undefined) {
      expect(diagnostics.filter(({ where }) => where === undefined)).toEqual([]);
      expect(diagnostics.length).toBeGreaterThan(0);
      return;
    }
    expect(rendered).toBe('');
    const { model, diagnostics: problems } = compile(schema);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(model?.entities.length).toBeGreaterThan(0);
    const lines = schema.split('\n');
    expect(decisions.length).toBeGreaterThan(1);
    for (const { line, text: decision } of decisions) expect(lines[line - 1]).toContain(`# decide: ${decision}`);
  });
});
