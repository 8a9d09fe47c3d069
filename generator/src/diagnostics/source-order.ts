import type { Diagnostic } from './diagnostic.js';

/** By file in the given order, then by place; what has no place comes first. Equal ones are shown once. */
export function inSourceOrder(diagnostics: readonly Diagnostic[], files: readonly string[]): Diagnostic[] {
  const rank = (diagnostic: Diagnostic): readonly [number, number, number, string] => {
    const { where, code } = diagnostic;
    return where === undefined ? [-1, 0, 0, code] : [files.indexOf(where.file), where.line, where.column, code];
  };
  const seen = new Set<string>();
  return diagnostics
    .map((diagnostic) => ({ diagnostic, rank: rank(diagnostic) }))
    .sort((a, b) => compare(a.rank, b.rank))
    .map(({ diagnostic }) => diagnostic)
    .filter((diagnostic) => {
      const key = JSON.stringify(diagnostic);
      return !seen.has(key) && seen.add(key);
    });
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i] as string | number;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
