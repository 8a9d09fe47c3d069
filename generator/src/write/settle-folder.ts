import { rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StagedFolder } from './stage-folder.js';
import { settle } from './staged-file.js';
import { WriteFailed } from './write-failed.js';

/**
 * Puts staged content in place. Killed at any moment, it leaves each file old or new, and a manifest that owns both:
 * the next run goes on from there.
 */
export function settleFolder(folder: StagedFolder): void {
  let path = folder.root;
  let written = 0;
  try {
    for (const file of folder.interim) settle(file);
    for (const file of folder.files) {
      path = file.path;
      settle(file);
      written += 1;
    }
    for (const file of folder.deletions) {
      path = file;
      rmSync(file, { force: true });
      removeEmptyFolders(dirname(file), folder.root);
    }
    for (const file of folder.manifest) settle(file);
  } catch (error) {
    throw new WriteFailed(path, error, written);
  }
}

function removeEmptyFolders(from: string, root: string): void {
  for (let folder = from; folder !== root; folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch {
      return; // Not empty, or in use: it stays.
    }
  }
}
