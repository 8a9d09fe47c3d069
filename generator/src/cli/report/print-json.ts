import type { Context } from '../context.js';

/** Prints a command's document when `--format json` asks for it. */
export function printJson({ terminal, options }: Context, document: object): void {
  if (options.format === 'json') terminal.out(`${JSON.stringify(document, undefined, 2)}\n`);
}
