import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { contentHash } from '../write/content-hash.js';
import { MANIFEST_NAME, parseManifest } from '../write/manifest.js';

/** Tells the texts that an earlier run wrote to an output folder, by the folder's manifest. */
export function writtenTexts(base: string, folder: string): (text: string) => boolean {
  const path = resolve(base, folder, MANIFEST_NAME);
  const { hashes } = parseManifest(readIfPossible(path));
  const all = new Set([...hashes.values()].flatMap((each) => [...each]));
  return (text) => all.size > 0 && all.has(contentHash(text));
}

/** Most often there is none yet. What cannot be read is met again, and reported, where the folder is compared. */
function readIfPossible(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
