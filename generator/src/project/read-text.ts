import { readFileSync } from 'node:fs';
import { CouldNotRun } from './could-not-run.js';

/** The text of a file that the user named. */
export function readText(path: string, shown: string = path): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new CouldNotRun('input.not-found', `There is no file ${shown}.`);
    if (code === 'EISDIR') throw new CouldNotRun('input.not-a-file', `${shown} is a folder, not a file.`);
    if (code === 'EACCES') throw new CouldNotRun('input.not-readable', `No permission to read ${shown}.`);
    throw new CouldNotRun('input.not-readable', `Cannot read ${shown}: ${message}`);
  }
}
