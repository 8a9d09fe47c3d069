import type { Context } from '../context.js';

/** A line for people at the end of a command; not with `--quiet` or `--format json`. */
export function printSummary({ terminal, options }: Context, line: string): void {
  if (!options.quiet && options.format !== 'json') terminal.err(`${line}\n`);
}

/** `1 file`, `2 files`. */
export const counted = (count: number, noun: string, plural: string = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : plural}`;

/** `2 errors, 1 warning`. */
export function countedProblems(diagnostics: readonly { readonly severity: string }[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  return [counted(errors, 'error'), ...(warnings > 0 ? [counted(warnings, 'warning')] : [])].join(', ');
}
