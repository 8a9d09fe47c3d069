import type { Compilation } from '../compilation.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { type PlacedChange, planFolders, type WriteOptions, writeFolders } from '../write/write-folders.js';
import { CouldNotRun } from './could-not-run.js';
import { CHECKED, type FileStatus, fileStatuses, GENERATED } from './file-status.js';
import type { Project } from './load-project.js';
import { refusals } from './refusals.js';

/** A compilation without errors. */
export type Compiled = Compilation & { readonly model: NonNullable<Compilation['model']> };

/** Writes a project's output, or says with `dryRun` what would be written. With an error among the diagnostics nothing was written. */
export async function writeOutput(
  compiled: Compiled,
  { base, cwd }: Project,
  {
    force = false,
    dryRun = false,
  }: { readonly force?: boolean | undefined; readonly dryRun?: boolean | undefined } = {},
): Promise<{ readonly files: readonly FileStatus[]; readonly diagnostics: readonly Diagnostic[] }> {
  const target: WriteOptions = { base, service: compiled.model.service, force };
  const folders = foldersOf(compiled);
  const changes: readonly PlacedChange[] = dryRun ? planFolders(folders, target) : await writeFolders(folders, target);
  return { files: fileStatuses(changes, GENERATED, cwd), diagnostics: refusals(changes, cwd) };
}

/** Compares a project's output with what is on the disk. */
export function checkOutput(compiled: Compiled, { base, cwd }: Project): readonly FileStatus[] {
  const changes = planFolders(foldersOf(compiled), { base, service: compiled.model.service });
  return fileStatuses(changes, CHECKED, cwd);
}

export function foldersOf({ folders }: Compiled): Compilation['folders'] {
  if (folders.length > 0) return folders;
  throw new CouldNotRun(
    'output.none',
    'The schema names no output folder, so there is nothing to write.',
    'Add `output: { client: client, policies: policies }` to the schema, or pass `--out DIR`.',
  );
}
