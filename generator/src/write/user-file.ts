import { lstatSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ensureFolder } from './ensure-folder.js';
import { settle, stage } from './staged-file.js';
import { WriteFailed } from './write-failed.js';

/** Creates a file that is the user's from then on. False, and nothing done, where anything stands already. */
export function createUserFile(path: string, text: string): boolean {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return false;
  try {
    ensureFolder(dirname(path));
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new WriteFailed(path, error);
  }
}

/** Replaces the text of a user's file in one step. */
export function replaceUserFile(path: string, text: string): void {
  try {
    settle(stage(dirname(path), path, text));
  } catch (error) {
    throw new WriteFailed(path, error);
  }
}
