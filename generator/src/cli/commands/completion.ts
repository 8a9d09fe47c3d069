import type { CommandDefinition } from '../command.js';
import { SHELLS } from '../completion/shells.js';
import type { Words } from '../completion/words.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { createProgram } from '../program.js';

export const completion: CommandDefinition = {
  name: 'completion',
  summary: 'print a completion script for a shell',
  arguments: [{ name: '<shell>', description: 'the shell', choices: Object.keys(SHELLS) }],
  options: [],
  examples: ['source <(tenantry completion bash)'],
  exitCodes: { 0: 'printed' },
  run,
};

async function run(
  { terminal }: Context,
  [shell = '']: readonly string[],
  commands: readonly CommandDefinition[],
): Promise<ExitCode> {
  // Only known shells come through as an argument.
  terminal.out(SHELLS[shell]?.(wordsOf(commands)) ?? '');
  return 0;
}

function wordsOf(commands: readonly CommandDefinition[]): Words {
  const program = createProgram('', commands, async () => {});
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
