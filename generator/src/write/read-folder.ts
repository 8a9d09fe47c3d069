import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from './content-hash.js';
import type { DiskState, Found } from './disk-state.js';
import { folderChecker, parentOf, pathProblem } from './inner-path.js';
import { isDeadClaim } from './lock.js';
import { MANIFEST_NAME, parseManifest } from './manifest.js';
import { isTemporary } from './temporary-name.js';
import type { WantedFile } from './wanted-file.js';

/**
 * Reads what a run needs to know of the output folder `root` of the project at `base`: the wanted paths, those of its manifest, and
 * left-over temporary files.
 */
export function readFolder(root: string, wanted: readonly WantedFile[], base: string): DiskState {
  const obstacle = folderChecker(root, base);
  const manifest = findFile(root, MANIFEST_NAME, obstacle);
  const owned = manifest.kind === 'file' ? parseManifest(manifest.text).hashes.keys() : [];
  const paths = new Set([...wanted.map((file) => file.path), ...owned]);
  const found = new Map([...paths].map((path) => [path, findFile(root, path, obstacle)]));
  return { manifest, found, leftovers: leftoversIn(root) };
}

function findFile(root: string, path: string, obstacle: (folder: string) => string | undefined): Found {
  const reason = pathProblem(path) ?? obstacle(parentOf(path));
  if (reason !== undefined) return { kind: 'obstacle', reason };
  const place = join(root, path);
  const entry = lstatSync(place, { throwIfNoEntry: false });
  if (entry === undefined) return { kind: 'absent' };
  if (entry.isSymbolicLink()) return { kind: 'obstacle', reason: 'a symbolic link, which is not followed' };
  if (!entry.isFile()) return { kind: 'obstacle', reason: entry.isDirectory() ? 'a folder' : 'not a regular file' };
  const bytes = readFileSync(place);
  return { kind: 'file', text: bytes.toString('utf8'), hash: contentHash(bytes) };
}

function leftoversIn(root: string): string[] {
  try {
    return readdirSync(root).filter((name) => isTemporary(name) || isDeadClaim(root, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
