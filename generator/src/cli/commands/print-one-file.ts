import { join } from 'node:path';
import { CouldNotRun } from '../../project/could-not-run.js';
import type { Project } from '../../project/load-project.js';
import { shownPath } from '../../project/shown-path.js';
import type { WantedFolder } from '../../write/wanted-file.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit-code.js';

/** `generate --stdout FILE`: one emitted file, named by its path from here, from the output folder, or by its end (`member.ts`). */
export function printOneFile(
  { terminal }: Context,
  { base }: Project,
  folders: readonly WantedFolder[],
  wanted: string,
): ExitCode {
  const files = folders.flatMap(({ folder, files }) =>
    files.map(({ path, text }) => ({ shown: shownPath(terminal.cwd, join(base, folder, path)), text })),
  );
  const name = wanted.replaceAll('\\', '/').replace(/^\.\//, '');
  const exact = files.filter(({ shown }) => shown === name);
  const found = exact.length > 0 ? exact : files.filter(({ shown }) => shown.endsWith(`/${name}`));
  const [file] = found;
  if (file !== undefined && found.length === 1) {
    terminal.out(file.text);
    return 0;
  }
  const shown = (found.length > 0 ? found : files).map((candidate) => `  ${candidate.shown}`).join('\n');
  if (file !== undefined)
    throw new CouldNotRun('input.ambiguous', `Several generated files end in ${wanted}:\n${shown}`);
  throw new CouldNotRun('input.not-found', `No generated file is called ${wanted}. There are:\n${shown}`);
}
