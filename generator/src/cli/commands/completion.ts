import { SHELLS } from '../completion/shells.js';
import type { Words } from '../completion/words.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { createProgram } from '../program.js';

/** `tenantry completion SHELL`: a script for the shell to source, made from the same declarations as `--help`. */
export async function completion({ terminal }: Context, [shell = '']: readonly string[]): Promise<ExitCode> {
  // Only known shells come through as an argument.
  terminal.out(SHELLS[shell]?.(wordsOf()) ?? '');
  return 0;
}

function wordsOf(): Words {
  const program = createProgram('', async () => {});
  const options = (command: typeof program) =>
    command.options.map(({ long, description, argChoices, required }) => ({
      name: long ?? '',
      description,
      choices: argChoices ?? [],
      takesValue: required,
    }));
  return {
    common: options(program),
    commands: program.commands.map((command) => ({
      name: command.name(),
      description: command.description(),
      options: options(command),
      arguments: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    })),
  };
}
