import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ensureFolder } from './ensure-folder.js';
import { isRunning } from './lock.js';
import { isTemporary, processOf, temporaryName } from './temporary-name.js';
import type { WantedFolder } from './wanted-file.js';

/** The texts of output folders in temporary folders, for a program that changes files. */
export interface StagedTexts {
  /** Absolute paths. */
  readonly folders: readonly string[];
  /** Returns the folders with the texts that the files have now. */
  read(): readonly WantedFolder[];
  remove(): void;
}

/**
 * Writes the texts beside the output folders, so that a formatter finds the same configuration for them. Removes what a
 * run that was killed has left there.
 */
export function stageTexts(folders: readonly WantedFolder[], base: string): StagedTexts {
  const made = folders.map(({ folder }) => {
    const parent = dirname(resolve(base, folder));
    ensureFolder(parent);
    removeAbandoned(parent);
    return join(parent, temporaryName());
  });
  const placeOf = (i: number, path: string): string => join(made[i] as string, path);
  const remove = (): void => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const [i, { files }] of folders.entries()) {
      for (const { path, text } of files) {
        mkdirSync(dirname(placeOf(i, path)), { recursive: true });
        writeFileSync(placeOf(i, path), text);
      }
    }
  } catch (error) {
    remove();
    throw error;
  }
  return {
    folders: made.filter((_, i) => folders[i]?.files.length !== 0),
    read: () =>
      folders.map(({ folder, files }, i) => ({
        folder,
        files: files.map((file) => ({ ...file, text: readFileSync(placeOf(i, file.path), 'utf8') })),
      })),
    remove,
  };
}

function removeAbandoned(parent: string): void {
  for (const entry of readdirSync(parent, { withFileTypes: true })) {
    if (entry.isDirectory() && isTemporary(entry.name) && !isRunning(processOf(entry.name)))
      rmSync(join(parent, entry.name), { recursive: true, force: true });
  }
}
