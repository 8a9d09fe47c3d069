import { CommanderError } from 'commander';
import { CouldNotRun } from '../project/could-not-run.js';
import { COMMANDS } from './commands/index.js';
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
  const program = createProgram(ownVersion(), COMMANDS, async (command, args, options) => {
    const { name, formats = [], isOpenEnded } = command;
    // The options are those that `createProgram` declares.
    const context: Context = {
      terminal,
      toolchain,
      options: options as CommonOptions,
      afterDashes,
      started: performance.now(),
    };
    try {
      if (!argv.includes(name))
        await refuseUnknownCommand(
          args[0],
          COMMANDS.map((each) => each.name),
          terminal.cwd,
        );
      if (context.options.format === 'sarif' && !formats.includes('sarif')) {
        throw new CouldNotRun('input.format', `${name} does not print SARIF.`, 'Use --format json or github.');
      }
      const work = (own: Context): Promise<ExitCode> => command.run(own, args, COMMANDS);
      exitCode = await (isOpenEnded?.(context.options) ? work(context) : withProgress(context, name, work));
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
