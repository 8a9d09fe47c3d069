import type { Path } from '../diagnostics/path.js';
import { pathKey } from '../diagnostics/path.js';
import type { SchemaDocument } from '../parse/schema-document.js';

/** A property that was meant to be another one. */
export interface Misspelt {
  readonly parent: Path;
  readonly written: string;
  readonly meant: string;
}

/**
 * The document as if the properties were spelt right, so that what they hold is checked too. Places of what they hold
 * stay where they were written.
 */
export function respelt(document: SchemaDocument, misspelt: readonly Misspelt[]): SchemaDocument {
  const meant = new Map(misspelt.map((each) => [pathKey([...each.parent, each.written]), each.meant]));
  const written = new Map(misspelt.map((each) => [pathKey([...each.parent, each.meant]), each.written]));
  return {
    ...document,
    root: renameProperties(document.root, [], meant) as SchemaDocument['root'],
    locate: (path, part, range) => document.locate(asWritten(path, written), part, range),
  };
}

function renameProperties(value: unknown, path: Path, meant: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item, index) => renameProperties(item, [...path, index], meant));
  if (typeof value !== 'object' || value === null) return value;
  const copy: { [key: string]: unknown } = Object.create(null);
  for (const [key, item] of Object.entries(value)) {
    const here = [...path, key];
    copy[meant.get(pathKey(here)) ?? key] = renameProperties(item, here, meant);
  }
  return copy;
}

/** Outer properties come first, so each step is looked up under the names that were written above it. */
function asWritten(path: Path, written: ReadonlyMap<string, string>): Path {
  const result: (string | number)[] = [];
  for (const step of path) result.push(written.get(pathKey([...result, step])) ?? step);
  return result;
}
