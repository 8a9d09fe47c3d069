import { Argument, Command, Option } from 'commander';
import type { CommandName } from './commands/index.js';
import { exampleText } from './examples.js';

/** Carries out a command: its name, positional arguments and options. */
export type Perform = (name: CommandName, args: readonly string[], options: object) => Promise<void>;

const SCHEMA_HELP = 'schema files, globs or folders; - reads standard input';

/** The command line as commander knows it: names, options and help; what commands do is elsewhere. */
export function createProgram(version: string, perform: Perform): Command {
  const program = new Command('tenantry')
    .description(
      'Compiles one YAML schema into a typed, tenant-scoped DynamoDB client and the IAM policies that fence it.',
    )
    .version(version, '--version', 'print the version')
    .option('--config <file>', 'configuration (default: tenantry.config.yaml of the nearest folder upwards)')
    .option('--out <dir>', "what the schema's output folders are relative to (default: the configuration's folder)")
    .addOption(
      new Option('--format <format>', 'how results are printed (sarif: lint only)')
        .choices(['text', 'json', 'github', 'sarif'])
        .default('text'),
    )
    .option('--quiet', 'print errors and data only')
    .option('--no-color', 'no colours (also: NO_COLOR=1)')
    .helpOption('--help', 'print this help')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', FOOTER)
    .helpCommand(false)
    .exitOverride();

  const add = (name: CommandName, description: string, isDefault = false): Command =>
    program
      .command(name, { isDefault })
      .description(description)
      .addHelpText('after', exampleText(name))
      .action((...all) => {
        const command = all.at(-1) as Command;
        return perform(name, command.args, command.optsWithGlobals());
      });

  add('generate', 'write the client, the policies and the other outputs (the default command)', true)
    .argument('[schema...]', SCHEMA_HELP)
    .option('--watch', 'run again whenever the schema changes')
    .option('--dry-run', 'say what would be written, and write nothing')
    .option('--stdout <file>', 'print one generated file, and write nothing')
    .option('--force', 'overwrite generated files that were edited by hand, and files of others in their place');
  add('check', 'is the committed output what the schema gives? (exit code 1 when stale)').argument(
    '[schema...]',
    SCHEMA_HELP,
  );
  add('validate', 'report the problems of the schema, and nothing else').argument('[schema...]', SCHEMA_HELP);
  add('verify', 'prove that the policies isolate, and show what each role may do')
    .argument('[schema...]', SCHEMA_HELP)
    .option('--all', 'show every difference on a terminal, not the first ten');
  add('diff', 'what changes in keys, types and access; exit code 1 where something breaks or access widens')
    .argument('[schema...]', SCHEMA_HELP)
    .requiredOption('--against <ref|file>', 'a git revision (the schema as it was there), a schema file, or -');
  add('model', 'print the model as canonical JSON').argument('[schema...]', SCHEMA_HELP);
  add('lint', 'check IAM policies that you have: find each that reaches items of other tenants')
    .argument(
      '<file...>',
      'policies, CloudFormation or SAM templates, cdk.out, `terraform show -json`, `aws iam get-*` output; folders, globs, -',
    )
    .option('--schema <file>', 'check the statements against the keys and tables of this schema')
    .option('--role <name>', 'the role of the schema that the policies are for (default: the first of tenants)')
    .option('--parameter <name=value>', 'the value of a template parameter; may be repeated', collect)
    .option('--ignore <suppression>', 'accept a finding: "RULE FILE [STATEMENT] -- REASON"; may be repeated', collect)
    .option('--ignore-file <file>', 'a file of suppressions (default: tenantry-ignore)')
    .option('--strict', 'exit with 1 for warnings, too');
  add('import', 'make a schema from a data model of another tool, with comments where it had to guess')
    .addArgument(new Argument('<format>', 'what the file is').choices(['nosql-workbench']))
    .argument('<file>', 'the exported data model; - reads standard input');
  add(
    'sandbox',
    'run a local DynamoDB and STS that enforce the generated policies, with a command behind -- until that ends',
  )
    .argument('[schema...]', SCHEMA_HELP)
    .usage('[options] [schema...] [-- command...]')
    .option('--environment <name>', 'the environment whose policies are enforced (default: the first)')
    .option('--port <port>', 'the port to listen on (default: a free one)')
    .option('--engine <url>', 'a DynamoDB to forward to (default: an embedded one)')
    .option('--data <dir>', 'keep the data of the embedded engine here (default: in memory)')
    .option('--seed <file>', 'items to begin with, by entity: YAML or JSON')
    .option('--record <file>', 'append every request and its decision as JSON lines, and count which grants were used')
    .option('--explain', 'say of every request how it was decided, and why')
    .option('--live', 'show on the terminal who asks what, and how it is decided')
    .option('--watch', 'read the schema again whenever it changes');
  add('init', 'start a project: a small schema that compiles, the configuration, npm scripts').argument(
    '[dir]',
    'the folder (default: this one)',
  );
  add('eject', 'copy a template of the output, to change it').argument(
    '[template]',
    'without it the templates are listed',
  );
  add('completion', 'print a completion script for a shell').addArgument(
    new Argument('<shell>').choices(['bash', 'zsh', 'fish']),
  );
  program
    .command('help')
    .description('print the help of a command')
    .addArgument(new Argument('[command]').choices(program.commands.map((command) => command.name())))
    .action((name?: string) => (program.commands.find((command) => command.name() === name) ?? program).help());
  return program;
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

const FOOTER = `
The schema is the argument, else the one of tenantry.config.yaml, else tenantry.yaml or *.tenantry.yaml upwards from here.
Data goes to standard output, everything else to standard error.

Exit codes: 0 clean, 1 findings (a problem in the schema, a stale file), 2 could not run.`;
