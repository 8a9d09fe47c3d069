import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files of the nearest folder, from `folder` upwards, in which `matches` accepts any; empty when there are none. */
export function findUpwards(folder: string, matches: (name: string) => boolean): string[] {
  const found = namesIn(folder).filter(matches).sort();
  if (found.length > 0) return found.map((name) => join(folder, name));
  return dirname(folder) === folder ? [] : findUpwards(dirname(folder), matches);
}

/** Names of the files in a folder; none for a folder that cannot be read, since looking further up is all there is to do. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}
