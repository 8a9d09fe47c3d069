import { existsSync, type FSWatcher, statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';

/** Includes a new file, which a glob of the configuration may match. */
const WATCHED = /\.(?:ya?ml|hbs)$/;

export interface WatchedFolders {
  /** Watches these from now on; one that is gone, by the nearest folder above it. True when that is a change. */
  set(folders: readonly string[]): boolean;
  close(): void;
}

/** Watches folders, not files: editors replace files, and a watched file would be lost. */
export function watchedFolders(changed: () => void): WatchedFolders {
  const watchers = new Map<string, FSWatcher>();
  /** Folders that are watched for one below them to come back. */
  let waiting: ReadonlySet<string> = new Set();
  const drop = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const add = (folder: string): void => {
    const watcher = watch(folder, (_event, name) => {
      if (waiting.has(folder) || name === null || WATCHED.test(name) || isFolder(join(folder, name))) changed();
      else if (!existsSync(folder)) changed();
    });
    watcher.on('error', () => drop(folder));
    watchers.set(folder, watcher);
  };
  return {
    set(folders) {
      waiting = new Set(folders.filter((folder) => !existsSync(folder)).map(nearest));
      const present = new Set(folders.map(nearest));
      for (const folder of watchers.keys()) if (!present.has(folder) || !existsSync(folder)) drop(folder);
      const missing = [...present].filter((folder) => !watchers.has(folder));
      missing.forEach(add);
      return missing.length > 0;
    },
    close: () => [...watchers.keys()].forEach(drop),
  };
}

/** A new folder may hold files that a glob matches, now or later. */
const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const nearest = (folder: string): string =>
  existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder));
