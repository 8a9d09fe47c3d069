import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compile } from '../generator/src/api/compile.js';
import { renderText } from '../generator/src/diagnostics/render-text.js';
import { readSchema } from '../generator/src/read-schema.js';

// A feature is a folder: its schema files, and `diagnostics.txt` with what they get or `expected/` with the output.
// UPDATE_CASES=1 writes what was expected.
const CASES = fileURLToPath(new URL('./cases', import.meta.url));
const update = process.env.UPDATE_CASES === '1';

function readCase(folder: string): { readonly file: string; readonly text: string }[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.tenantry.yaml'));
  return files.sort().map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
}

describe.each(readdirSync(CASES).sort())('case %s', (name) => {
  const folder = join(CASES, name);
  const sources = readCase(folder);
  const { model, diagnostics } = readSchema(sources);
  const rendered = renderText(diagnostics, {
    color: false,
    sources: new Map(sources.map(({ file, text }) => [file, text])),
  });
  const expected = join(folder, 'diagnostics.txt');

  it('gets the expected diagnostics', () => {
    const isMistake = existsSync(expected) || !existsSync(join(folder, 'expected'));
    if (update && isMistake) writeFileSync(expected, rendered);
    expect(rendered).toBe(isMistake ? readFileSync(expected, 'utf8') : '');
  });

  it('has a model exactly when nothing is an error', () => {
    expect(model === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
  });

  const output = join(folder, 'expected');
  if (!existsSync(output)) return;

  it('gives the expected output, and nothing else', () => {
    const { files } = compile(sources);
    if (update) {
      rmSync(output, { recursive: true });
      for (const [path, text] of files) {
        mkdirSync(dirname(join(output, path)), { recursive: true });
        writeFileSync(join(output, path), text);
      }
    }
    const onDisk = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = onDisk.map(({ parentPath, name: file }) => join(parentPath, file).slice(output.length + 1));
    expect(paths.sort()).toEqual([...files.keys()].sort());
    for (const [path, text] of files) expect(text).toBe(readFileSync(join(output, path), 'utf8'));
  });
});
