import { CommanderError } from 'commander';
import { CouldNotRun } from '../project/could-not-run.js';
import { COMMANDS, type CommandFunction, type CommandName } from './commands/index.js';
import type { CommonOptions, Context } from './context.js';
import type { ExitCode } from './exit-code.js';
import { ownVersion } from './own-version.js';
import { createProgram } from './program.js';
import { printFailure } from './report/print-failure.js';
import { withProgress } from './report/progress.js';
import type { Terminal } from './terminal.js';
import type { Toolchain } from './toolchain.js';
import { refuseUnknownCommand } from './unknown-command.js';

/** Runs one command line (without `node` and the script). Never throws. */
export async function run(argv: readonly string[], terminal: Terminal, toolchain: Toolchain): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const dashes = argv.indexOf('--');
  const afterDashes = dashes < 0 ? [] : argv.slice(dashes + 1);
  const program = createProgram(ownVersion(), async (name, args, options) => {
    // The options are those that `createProgram` declares.
    const context: Context = {
      terminal,
      toolchain,
      options: options as CommonOptions,
      afterDashes,
      started: performance.now(),
    };
    try {
      if (!argv.includes(name)) await refuseUnknownCommand(args[0], Object.keys(COMMANDS), terminal.cwd);
      if (context.options.format === 'sarif' && name !== 'lint') {
        throw new CouldNotRun('input.format', `${name} does not print SARIF.`, 'Use --format json or github.');
      }
      const command: CommandFunction = await COMMANDS[name]();
      const work = (own: Context): Promise<ExitCode> => command(own, args);
      exitCode = await (isOpenEnded(name, options) ? work(context) : withProgress(context, name, work));
    } catch (error) {
      await printFailure(context, error);
      exitCode = 2;
    }
  });
  const output = { writeOut: terminal.out, writeErr: terminal.err };
  for (const command of [program, ...program.commands]) command.configureOutput(output);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has printed its message: asked-for help and version end with 0, a bad command line with 1.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

/** Commands that go on until the user ends them, or that ask: they say themselves what they do. */
const isOpenEnded = (name: CommandName, options: object): boolean =>
  name === 'sandbox' || name === 'init' || 'watch' in options;
