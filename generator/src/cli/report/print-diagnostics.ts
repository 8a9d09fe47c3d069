import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Source } from '../../source.js';
import { type Context, usesColor } from '../context.js';

/** Shows diagnostics as `text` or `github`; `json` shows them as part of each command's own document. */
export async function printDiagnostics(
  context: Context,
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[] = [],
): Promise<void> {
  const { terminal, toolchain, options } = context;
  const shown = options.quiet ? diagnostics.filter(({ severity }) => severity === 'error') : diagnostics;
  if (shown.length === 0) return;
  if (options.format === 'github') terminal.out(await toolchain.renderGithub(shown));
  if (options.format !== 'text') return;
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  terminal.err(`${await toolchain.renderText(shown, { color: usesColor(context), sources: texts })}\n`);
}
