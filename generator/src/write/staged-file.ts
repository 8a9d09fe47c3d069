import { accessSync, chmodSync, constants, lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureFolder } from './ensure-folder.js';
import { temporaryName } from './temporary-name.js';

/** New content that is on the disk, and not yet in its place. */
export interface Staged {
  readonly path: string;
  readonly temporary: string;
}

/**
 * Writes the text that is to stand at `path` to a temporary file of `root`, where the next run finds it should this one
 * be killed. A full disk or a missing permission is met here, before anything is replaced. No fsync: it would cost
 * milliseconds a file, and what a power cut destroys the next run makes again.
 */
export function stage(root: string, path: string, text: string): Staged {
  ensureFolder(dirname(path));
  accessSync(dirname(path), constants.W_OK);
  const temporary = join(root, temporaryName());
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    const before = lstatSync(path, { throwIfNoEntry: false });
    if (before !== undefined) chmodSync(temporary, before.mode & 0o777);
  } catch (error) {
    discard({ path, temporary });
    throw error;
  }
  return { path, temporary };
}

/** Puts staged content in its place, in one step: whoever reads `path` sees the old text or the new, never a part. */
export const settle = ({ path, temporary }: Staged): void => renameSync(temporary, path);

export const discard = ({ temporary }: Staged): void => rmSync(temporary, { force: true });
