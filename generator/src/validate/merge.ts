import type { Problem } from '../diagnostics/problem.js';
import type { RawSchema } from '../parse/raw-schema.js';

/** Sections that are maps by name: several files may each define some of the names. */
const NAMED = ['environments', 'scopes', 'tables', 'types', 'entities', 'collections', 'buckets', 'roles'] as const;

/** Sections that one file gives for all. */
const SINGLE = ['service', 'output', 'identity'] as const;

/** A problem, and the file that it is about; `others` are the files of its related places, in order. */
export interface MergeProblem {
  readonly file: number;
  readonly problem: Problem;
  readonly first: number;
}

export interface Merged {
  readonly raw: RawSchema;
  /** The file that a path of the merged schema stems from. */
  fileOf(path: Problem['path']): number;
  readonly problems: readonly MergeProblem[];
}

/** One schema out of several files. A name that two of them define is a problem of the later one. */
export function mergeSchemas(raws: readonly RawSchema[]): Merged {
  const merged: { [section: string]: unknown } = Object.assign(Object.create(null), { version: 1 });
  const owners = new Map<string, number>();
  const problems: MergeProblem[] = [];
  const define = (file: number, path: readonly string[], summary: string): boolean => {
    const first = owners.get(path.join('\n'));
    if (first === undefined) {
      owners.set(path.join('\n'), file);
      return true;
    }
    const related = [{ path, part: 'key', note: 'first defined here' }] as const;
    problems.push({
      file,
      first,
      problem: {
        code: 'schema.duplicate-name',
        path,
        part: 'key',
        summary,
        related,
        hint: 'Remove one of them, or give it another name.',
      },
    });
    return false;
  };
  raws.forEach((raw, file) => {
    for (const section of SINGLE) {
      if (raw[section] === undefined || (section === 'service' && raw.service === merged.service)) continue;
      if (define(file, [section], `\`${section}\` is given in two files.`)) merged[section] = raw[section];
    }
    for (const section of NAMED) {
      const part = raw[section];
      if (part === undefined) continue;
      merged[section] ??= Object.create(null);
      const target = merged[section] as { [name: string]: unknown };
      if (!owners.has(section)) owners.set(section, file);
      for (const [name, value] of Object.entries(part)) {
        if (define(file, [section, name], `\`${name}\` is defined in two files.`)) target[name] = value;
      }
    }
  });
  return {
    // Each section was copied from a schema of this shape.
    raw: merged as unknown as RawSchema,
    fileOf: (path) => owners.get(path.slice(0, 2).join('\n')) ?? owners.get(String(path[0])) ?? 0,
    problems,
  };
}
