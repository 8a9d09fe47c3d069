import { Argument, Command, Option } from 'commander';
import type { ArgumentDefinition, CommandDefinition, OptionDefinition } from './command.js';

/** Carries out a command with its positional arguments and options. */
export type Perform = (command: CommandDefinition, args: readonly string[], options: object) => Promise<void>;

/** Declares the command line to commander: names, options and help. The first command runs where none is named. */
export function createProgram(version: string, commands: readonly CommandDefinition[], perform: Perform): Command {
  const program = new Command('tenantry')
    .description(
      'Compiles one YAML schema into a typed, tenant-scoped DynamoDB client and the IAM policies that fence it.',
    )
    .version(version, '--version', 'print the version')
    .option('--config <file>', 'configuration (default: tenantry.config.yaml of the nearest folder upwards)')
    .option('--out <dir>', "the folder that the schema's output folders are relative to (default: the configuration's)")
    .addOption(
      new Option('--format <format>', 'the format of results (sarif: lint only)')
        .choices(['text', 'json', 'github', 'sarif'])
        .default('text'),
    )
    .option('--quiet', 'print errors and data only')
    .option('--no-color', 'print without colours (also: NO_COLOR=1)')
    .helpOption('--help', 'print this help')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', FOOTER)
    .helpCommand(false)
    .exitOverride();
  for (const [i, definition] of commands.entries()) addCommand(program, definition, i === 0, perform);
  program
    .command('help')
    .description('print the help of a command')
    .addArgument(new Argument('[command]').choices(program.commands.map((command) => command.name())))
    .action((name?: string) => (program.commands.find((command) => command.name() === name) ?? program).help());
  return program;
}

function addCommand(program: Command, definition: CommandDefinition, isDefault: boolean, perform: Perform): void {
  const { name, summary, usage, arguments: args, options } = definition;
  const command = program
    .command(name, { isDefault })
    .description(isDefault ? `${summary} (the default command)` : summary)
    .addHelpText('after', helpOf(definition))
    .action((...all) => {
      const last = all.at(-1) as Command;
      return perform(definition, last.args, last.optsWithGlobals());
    });
  for (const argument of args) command.addArgument(argumentOf(argument));
  for (const option of options) command.addOption(optionOf(option));
  if (usage !== undefined) command.usage(usage);
}

function argumentOf({ name, description, choices }: ArgumentDefinition): Argument {
  const argument = new Argument(name, description);
  return choices === undefined ? argument : argument.choices(choices);
}

function optionOf({ flags, description, isRequired, isRepeatable }: OptionDefinition): Option {
  const option = new Option(flags, description).makeOptionMandatory(isRequired === true);
  return isRepeatable ? option.argParser(collect) : option;
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Returns the end of a command's help: examples and exit codes. */
function helpOf({ examples, exitCodes }: CommandDefinition): string {
  const lines = examples.map((line) => `  ${line}`).join('\n');
  return `\n${examples.length === 1 ? 'Example' : 'Examples'}:\n${lines}\n\n${exitCodeText(exitCodes)}\n`;
}

const exitCodeText = (codes: CommandDefinition['exitCodes']): string =>
  `Exit codes: 0 ${codes[0]}${codes[1] === undefined ? '' : `, 1 ${codes[1]}`}, 2 could not run.`;

const FOOTER = `
The schema is the argument, else the one of tenantry.config.yaml, else tenantry.yaml or *.tenantry.yaml upwards from here.
Data goes to standard output, everything else to standard error.

Exit codes: 0 clean, 1 findings (a problem in the schema, a stale file), 2 could not run.`;
