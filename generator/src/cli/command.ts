import type { CommonOptions, Context, Format } from './context.js';
import type { ExitCode } from './exit-code.js';

/** A command: all that help, completion, the documentation and the run of it are made from. Each has a file in `commands/`. */
export interface CommandDefinition {
  readonly name: string;
  /** One line, without a full stop. */
  readonly summary: string;
  readonly arguments: readonly ArgumentDefinition[];
  readonly options: readonly OptionDefinition[];
  /** Replaces the usage line that follows from the arguments. */
  readonly usage?: string;
  /** Lines of the shell. A test runs each of them in a project as `init` makes it. */
  readonly examples: readonly string[];
  /** The meaning of 0 and 1. 2 always means that the command could not run. */
  readonly exitCodes: { readonly 0: string; readonly 1?: string };
  /** Formats besides those of every command. */
  readonly formats?: readonly Format[];
  /** Runs on until the user ends it, or asks: it prints its own progress. */
  readonly isOpenEnded?: (options: CommonOptions) => boolean;
  /** `commands`: all there are. */
  run(context: Context, args: readonly string[], commands: readonly CommandDefinition[]): Promise<ExitCode>;
}

export interface ArgumentDefinition {
  /** `[optional]`, `<required>`, `[several...]`. */
  readonly name: string;
  readonly description: string;
  readonly choices?: readonly string[];
}

export interface OptionDefinition {
  /** `--name`, `--name <value>`. */
  readonly flags: string;
  readonly description: string;
  readonly isRequired?: true;
  /** May be given several times; its value is a list. */
  readonly isRepeatable?: true;
}

/** The argument of commands that read a schema. */
export const SCHEMAS: ArgumentDefinition = {
  name: '[schema...]',
  description: 'schema files, globs or folders; - reads standard input',
};
