import { delimiter, dirname, join, relative } from 'node:path';
import type { Compilation } from '../compilation.js';
import { type StagedTexts, stageTexts } from '../write/staged-texts.js';
import { CouldNotRun } from './could-not-run.js';
import type { FormatCommand, Project } from './load-project.js';

/**
 * Returns the output as the project's own formatter lays it out: the command gets the paths of folders with all files, and
 * changes them in place. Without a command the output stays as it is.
 */
export async function formatted<Output extends Compilation>(
  compilation: Output,
  { format, base }: Project,
): Promise<Output> {
  if (format === undefined || compilation.folders.every(({ files }) => files.length === 0)) return compilation;
  const staged = accessed(() => stageTexts(compilation.folders, base));
  try {
    await run(format, staged);
    return { ...compilation, folders: accessed(() => staged.read()) };
  } finally {
    staged.remove();
  }
}

/** Refuses what the file system refuses: a folder that cannot be written, a file that the formatter has removed. */
function accessed<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new CouldNotRun(
      'config.format',
      `The files of \`format\` cannot be written or read: ${(error as Error).message}.`,
      'The formatter must change files in place, and the folders that contain the output must be writable.',
    );
  }
}

async function run({ command, folder }: FormatCommand, staged: StagedTexts): Promise<void> {
  const { spawnSync } = await import('node:child_process');
  const paths = staged.folders.map((path) => quoted(relative(folder, path)));
  const { status, error, stdout, stderr } = spawnSync(`${command} ${paths.join(' ')}`, {
    cwd: folder,
    shell: true,
    encoding: 'utf8',
    env: { ...process.env, PATH: [...binaries(folder), process.env.PATH].join(delimiter) },
  });
  if (error === undefined && status === 0) return;
  const told = `${error?.message ?? ''}${stderr}${stdout}`.trim().slice(0, 2000);
  throw new CouldNotRun(
    'config.format',
    `The command of \`format\`, ${command}, failed${status === null ? '' : ` with ${status}`}: ${told}`,
    'It must format the files of the folders that it is given, such as `prettier --write` or `biome format --write`.',
  );
}

/** Scripts of npm find programs in these folders, and so does this command. */
const binaries = (folder: string): readonly string[] => [
  join(folder, 'node_modules/.bin'),
  ...(dirname(folder) === folder ? [] : binaries(dirname(folder))),
];

const quoted = (path: string): string =>
  process.platform === 'win32' ? `"${path}"` : `'${path.replaceAll("'", "'\\''")}'`;
