import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import type { WantedFile, WantedFolder } from '../../generator/src/write/wanted-file.js';

const made: string[] = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own for one test, gone afterwards. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-test-'));
  made.push(folder);
  return folder;
}

export function put(base: string, path: string, text: string): string {
  const file = join(base, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

export const text = (base: string, path: string): string => readFileSync(join(base, path), 'utf8');
export const exists = (base: string, path: string): boolean => existsSync(join(base, path));

/** All files below a folder, sorted. */
export const tree = (base: string): string[] =>
  readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(base.length + 1))
    .sort();

/** `{ 'a.ts': 'text' }` as wanted files of one folder. */
export const wanted = (files: { readonly [path: string]: string }, folder = 'out'): WantedFolder => ({
  folder,
  files: Object.entries(files).map(([path, text]): WantedFile => ({ path, text })),
});
