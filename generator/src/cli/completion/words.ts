export interface OptionWords {
  /** With its dashes. */
  readonly name: string;
  readonly description: string;
  readonly choices: readonly string[];
  readonly takesValue: boolean;
}

/** The words that can be completed, but for the names of files. */
export interface Words {
  /** Options of every command. */
  readonly common: readonly OptionWords[];
  readonly commands: readonly {
    readonly name: string;
    readonly description: string;
    readonly options: readonly OptionWords[];
    /** The values of its first argument, where they are known. */
    readonly arguments: readonly string[];
  }[];
}

/** The names that the program is installed under. */
export const PROGRAMS: readonly string[] = ['tenantry', 'codegen'];
