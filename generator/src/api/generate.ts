import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { compile } from '../pipeline.js';
import type { FileStatus } from '../project/file-status.js';
import { formatted } from '../project/formatted.js';
import { loadProject, type Project } from '../project/load-project.js';
import { type Compiled, checkOutput, writeOutput } from '../project/output.js';

export interface ProjectOptions {
  /** Where paths are relative to and the search for a schema begins: the current folder unless set. */
  readonly cwd?: string;
  /** A schema file, a glob or a folder, or several; found as the command line finds it unless set. */
  readonly schema?: string | readonly string[];
  readonly config?: string;
  readonly out?: string;
}

export interface GenerateOptions extends ProjectOptions {
  /** Overwrite what was edited by hand and what is not ours. */
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

export interface GenerateResult {
  /** Every file of the output, by path from `cwd`; empty when the schema has an error. */
  readonly files: readonly FileStatus[];
  /** With an error among them nothing was written. */
  readonly diagnostics: readonly Diagnostic[];
  readonly milliseconds: number;
}

/**
 * Does the same as `tenantry generate`. Rejects with `CouldNotRun`, `WriteFailed` or `FolderLocked` where that exits with 2.
 */
export async function generate(options: GenerateOptions = {}): Promise<GenerateResult> {
  const { started, project, compiled, diagnostics } = await prepare(options);
  if (compiled === undefined) return { files: [], diagnostics, milliseconds: since(started) };
  const written = await writeOutput(compiled, project, options);
  return { files: written.files, diagnostics: [...diagnostics, ...written.diagnostics], milliseconds: since(started) };
}

export interface CheckResult extends GenerateResult {
  /** True when the disk holds exactly what the schema gives. */
  readonly fresh: boolean;
}

/** Does the same as `tenantry check`. */
export async function check(options: ProjectOptions = {}): Promise<CheckResult> {
  const { started, project, compiled, diagnostics } = await prepare(options);
  const files = compiled === undefined ? [] : checkOutput(compiled, project);
  const fresh = compiled !== undefined && files.every(({ status }) => status === 'unchanged');
  return { fresh, files, diagnostics, milliseconds: since(started) };
}

interface Prepared {
  readonly started: number;
  readonly project: Project;
  readonly compiled: Compiled | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

async function prepare({ cwd = process.cwd(), schema = [], config, out }: ProjectOptions): Promise<Prepared> {
  const started = performance.now();
  const schemas = typeof schema === 'string' ? [schema] : schema;
  const project = await loadProject({ cwd, schemas, config, out, input: async () => '' });
  const { model, ...rest } = await formatted(compile(project.sources, project.options), project);
  return { started, project, compiled: model && { model, ...rest }, diagnostics: rest.diagnostics };
}

const since = (started: number): number => Math.round(performance.now() - started);
