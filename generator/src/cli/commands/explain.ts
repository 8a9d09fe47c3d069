import { CouldNotRun } from '../../project/could-not-run.js';
import type { CommandDefinition } from '../command.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printJson } from '../report/print-json.js';

export const explain: CommandDefinition = {
  name: 'explain',
  summary: 'print the meaning of a code, and why it matters',
  arguments: [
    { name: '[code...]', description: 'codes such as policy.near-limit; all of them are listed without one' },
  ],
  options: [],
  examples: ['tenantry explain policy.near-limit', 'tenantry explain --format json'],
  exitCodes: { 0: 'explained' },
  run,
};

async function run(context: Context, wanted: readonly string[]): Promise<ExitCode> {
  const { allCodes } = await import('../../project/all-codes.js');
  const known = allCodes();
  for (const code of wanted) if (!known.some((each) => each.code === code)) await refuse(code, known);
  const codes = wanted.length === 0 ? known : known.filter(({ code }) => wanted.includes(code));
  printJson(context, { codes });
  if (context.options.format === 'json') return 0;
  const long = wanted.length > 0;
  for (const { code, title, why } of codes)
    context.terminal.out(long ? `${code}\n  ${title}.\n  ${why}\n` : `${code.padEnd(34)} ${title}\n`);
  return 0;
}

async function refuse(code: string, known: readonly { readonly code: string }[]): Promise<never> {
  const { suggestion } = await import('../../diagnostics/suggest.js');
  const names = known.map((each) => each.code);
  throw new CouldNotRun('input.code', `There is no code ${code}.`, suggestion(code, names, 'codes'));
}
