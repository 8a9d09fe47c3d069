import type { Project } from '../project/load-project.js';
import type { ProjectRequest } from '../project/project-request.js';
import { comfortable, type Layout } from '../text/layout.js';
import type { Terminal } from './terminal.js';
import type { Toolchain } from './toolchain.js';

export type Format = 'text' | 'json' | 'github' | 'sarif';

/** The options of every command. */
export interface CommonOptions {
  readonly config?: string;
  readonly out?: string;
  readonly format: Format;
  readonly quiet?: boolean;
  readonly color: boolean;
}

/** The surroundings of a command. */
export interface Context<Options extends CommonOptions = CommonOptions> {
  readonly terminal: Terminal;
  readonly toolchain: Toolchain;
  readonly options: Options;
  /** The words behind `--` on the command line. */
  readonly afterDashes: readonly string[];
  /** `performance.now()` at the start of the command. */
  readonly started: number;
}

/** Loads the project that a command runs on. What reads YAML is loaded with it, so `--help` loads none of it. */
export const projectOf = async (context: Context, schemas: readonly string[]): Promise<Project> =>
  (await import('../project/load-project.js')).loadProject(projectRequest(context, schemas));

export const projectRequest = ({ terminal, options }: Context, schemas: readonly string[]): ProjectRequest => ({
  cwd: terminal.cwd,
  schemas,
  config: options.config,
  out: options.out,
  input: terminal.input,
});

/** Returns the whole milliseconds since the command started. */
export const elapsed = ({ started }: Context): number => Math.round(performance.now() - started);

/** Returns true for people only: not with `--no-color`, not with NO_COLOR (https://no-color.org), not in a pipe. */
export function usesColor({ terminal, options }: Context): boolean {
  const { NO_COLOR, FORCE_COLOR } = terminal.environment;
  if (!options.color || (NO_COLOR ?? '') !== '') return false;
  return FORCE_COLOR !== undefined && FORCE_COLOR !== '' ? FORCE_COLOR !== '0' : terminal.interactive;
}

/** Returns the layout of reports: as wide as COLUMNS or the terminal says, and unwrapped in a pipe. */
export function layoutOf(context: Context): Layout {
  const { environment, columns } = context.terminal;
  const said = Number(environment.COLUMNS ?? columns);
  return { color: usesColor(context), width: said > 0 ? comfortable(said) : undefined };
}
