import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { clientFiles } from '../../../generator/src/emit/typescript/client-files.js';
import { readSchema } from '../../../generator/src/read-schema.js';
import { emittedNames } from '../../../generator/src/validate/emitted-names.js';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');

describe('emittedNames', () => {
  it.each([
    '../../../schemas/flight-club.tenantry.yaml',
    './many-names.tenantry.yaml',
    '../../cases/hidden-and-recursive/schema.tenantry.yaml',
  ])('knows every name that the client of %s exports, and its files', (path) => {
    const { model, diagnostics } = readSchema([{ file: path, text: read(path) }]);
    expect(diagnostics).toEqual([]);
    if (model === undefined) return;
    const names = new Set(emittedNames(model).map(({ name }) => name));
    const exported = clientFiles(model).flatMap(({ text }) =>
      [...text.matchAll(/^export (?:interface|type|const|function) (\w+)/gm)].map(([, name]) => name as string),
    );
    expect(exported.length).toBeGreaterThan(20);
    expect(exported.filter((name) => !names.has(name))).toEqual([]);
    expect(new Set(exported).size).toBe(exported.length);
  });
});
