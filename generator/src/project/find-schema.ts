import type { Stats } from 'node:fs';
import { statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { CouldNotRun } from './could-not-run.js';
import { findUpwards, namesIn } from './find-upwards.js';

/** Standard input, as an argument. */
export const STANDARD_INPUT = '-';

export const isSchemaName = (name: string): boolean => /^(?:tenantry|.+\.tenantry)\.ya?ml$/.test(name);

/** The absolute paths that a path, a folder or a glob names, relative to `folder`; at least one, sorted. */
export async function schemasAt(named: string, folder: string): Promise<string[]> {
  const path = resolve(folder, named);
  const entry = entryAt(path);
  if (entry?.isDirectory()) {
    const names = namesIn(path).filter(isSchemaName).sort();
    if (names.length > 0) return names.map((name) => join(path, name));
    throw new CouldNotRun('input.not-found', `There is no tenantry.yaml or *.tenantry.yaml in ${named}.`);
  }
  if (entry !== undefined) return [path];
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (!isDynamicPattern(named)) return [path];
  const found = await glob(withSlashes(named), {
    cwd: folder,
    absolute: true,
    onlyFiles: true,
    expandDirectories: false,
  });
  if (found.length === 0) throw new CouldNotRun('input.not-found', `No file matches ${named}.`);
  return found.map((match) => resolve(match)).sort();
}

/**
 * Returns the absolute paths of the folders where a new file could match: the fixed beginning of a glob and the folders
 * below it, without those of packages and of Git.
 */
export async function foldersAt(named: string, folder: string): Promise<string[]> {
  const path = resolve(folder, named);
  if (entryAt(path)?.isDirectory()) return [path];
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (!isDynamicPattern(named)) return [];
  const pattern = withSlashes(named);
  const fixed = pattern.slice(0, pattern.lastIndexOf('/', pattern.search(GLOB_CHARACTER)) + 1);
  const start = resolve(folder, fixed);
  if (!pattern.slice(fixed.length).includes('/')) return [start];
  const below = await glob('**', { cwd: start, absolute: true, onlyDirectories: true, ignore: UNWATCHED });
  return [...new Set([start, ...below.map((match) => resolve(match))])];
}

const GLOB_CHARACTER = /[*?[\]{}()!+@]/;

const UNWATCHED = ['**/node_modules/**', '**/.git/**'];

/** Patterns have `/` on every system; `\` separates on Windows, and escapes elsewhere. */
const withSlashes = (pattern: string): string => (sep === '/' ? pattern : pattern.replaceAll(sep, '/'));

/** Returns nothing for a path that cannot be looked at: reading it fails with the reason. */
export function entryAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** `tenantry.yaml` or `*.tenantry.yaml` of the nearest folder that has one. */
export function nearestSchema(folder: string): string {
  const [schema, ...others] = findUpwards(folder, isSchemaName);
  if (schema === undefined) {
    throw new CouldNotRun(
      'input.no-schema',
      `No schema found: no tenantry.config.yaml, tenantry.yaml or *.tenantry.yaml in ${folder} or above it.`,
      'Name the schema as an argument, or make one with `tenantry init`.',
    );
  }
  if (others.length === 0) return schema;
  throw new CouldNotRun(
    'input.several-schemas',
    `Several schemas found: ${[schema, ...others].join(', ')}.`,
    'Name one as an argument. If they are parts of one schema, list them under `schema` in tenantry.config.yaml.',
  );
}
