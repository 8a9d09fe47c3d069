import { rmdirSync, rmSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { compareCodeUnits } from '../text/order.js';
import { type Change, isRefusal } from './change.js';
import { contentHash } from './content-hash.js';
import type { DiskState } from './disk-state.js';
import { FolderLocked, lockFolder } from './lock.js';
import { printManifest } from './manifest.js';
import { type FolderPlan, planFolder } from './plan-folder.js';
import { readFolder } from './read-folder.js';
import { discardFolder, hasWork, type StagedFolder, stageFolder } from './stage-folder.js';
import { settle } from './staged-file.js';
import type { WantedFile, WantedFolder } from './wanted-file.js';
import { WriteFailed } from './write-failed.js';

export interface WriteOptions {
  /** The folder that relative output folders are relative to. */
  readonly base: string;
  readonly service: string;
  /** Overwrite or delete what was edited by hand and what is not ours. */
  readonly force?: boolean;
}

/** A change, with its path as an absolute one. */
export type PlacedChange = Change & { readonly file: string };

/** The manifests that stand once everything wanted is there, by the absolute paths of their folders. */
export const wantedManifests = (
  folders: readonly WantedFolder[],
  { base, service }: WriteOptions,
): ReadonlyMap<string, string> =>
  new Map(
    [...merged(folders, base)].map(([root, files]) => [
      root,
      printManifest(service, new Map(files.map(({ path, text }) => [path, contentHash(text)]))),
    ]),
  );

interface Planned {
  readonly root: string;
  readonly plan: FolderPlan;
}

/** Returns the changes that `writeFolders` would make. Writes nothing. */
export const planFolders = (folders: readonly WantedFolder[], options: WriteOptions): PlacedChange[] =>
  placed(planAll(merged(folders, options.base), options));

/**
 * Makes the output folders hold what is wanted: creates, updates and deletes our own files, leaves equal ones untouched.
 * All or nothing: with a refusal among the changes nothing is written. Throws `WriteFailed` or `FolderLocked`.
 */
export async function writeFolders(folders: readonly WantedFolder[], options: WriteOptions): Promise<PlacedChange[]> {
  const wanted = merged(folders, options.base);
  const first = planAll(wanted, options);
  if (isIdle(first)) return placed(first);
  const releases: (() => void)[] = [];
  try {
    for (const root of wanted.keys()) releases.push(await lock(root));
    const planned = planAll(wanted, options); // Again, because another run may have ended meanwhile.
    if (!isIdle(planned)) settleAll(stageAll(planned));
    return placed(planned);
  } finally {
    for (const release of releases) release();
  }
}

const isIdle = (planned: readonly Planned[]): boolean =>
  placed(planned).some(isRefusal) || !planned.some(({ plan }) => hasWork(plan));

/** Output folders by absolute path, in code-unit order so that two runs lock in the same order; equal ones become one. */
function merged(folders: readonly WantedFolder[], base: string): Map<string, readonly WantedFile[]> {
  const byRoot = new Map<string, WantedFile[]>();
  for (const { folder, files } of folders) {
    const root = isAbsolute(folder) ? resolve(folder) : resolve(base, folder);
    byRoot.set(root, [...(byRoot.get(root) ?? []), ...files]);
  }
  const entries = [...byRoot].sort(([a], [b]) => compareCodeUnits(a, b));
  return new Map(
    entries.map(([root, files]) => [root, isProject(root, base) ? files : [...files, attributesFile(files)]]),
  );
}

/** The project's own folder holds more than our output, so it gets no attributes of ours. */
const isProject = (root: string, base: string): boolean => {
  const down = relative(root, resolve(base));
  return !down.startsWith('..') && !isAbsolute(down);
};

const planAll = (wanted: ReadonlyMap<string, readonly WantedFile[]>, options: WriteOptions): Planned[] =>
  [...wanted].map(([root, files]) => ({ root, plan: planFolder(files, read(root, files, options.base), options) }));

function stageAll(planned: readonly Planned[]): StagedFolder[] {
  const staged: StagedFolder[] = [];
  try {
    for (const { root, plan } of planned) staged.push(stageFolder(root, plan));
    return staged;
  } catch (error) {
    staged.forEach(discardFolder);
    throw error;
  }
}

function settleAll(staged: readonly StagedFolder[]): void {
  try {
    staged.forEach(settleFolder);
  } catch (error) {
    staged.forEach(discardFolder);
    throw error;
  }
}

function read(root: string, files: readonly WantedFile[], base: string): DiskState {
  try {
    return readFolder(root, files, resolve(base));
  } catch (error) {
    throw new WriteFailed(root, error);
  }
}

async function lock(root: string): Promise<() => void> {
  try {
    return await lockFolder(root);
  } catch (error) {
    throw error instanceof FolderLocked ? error : new WriteFailed(root, error);
  }
}

const placed = (planned: readonly Planned[]): PlacedChange[] =>
  planned.flatMap(({ root, plan }) =>
    [...plan.changes, plan.manifest].map((change) => ({ ...change, file: join(root, change.path) })),
  );

const ATTRIBUTES_NAME = '.gitattributes';

/**
 * Marks an output folder for git and for reviews. `eol=lf` keeps check-outs on Windows equal to what was written;
 * files under `review` stay unfolded.
 */
function attributesFile(files: readonly WantedFile[]): WantedFile {
  const open = files.filter((file) => file.review).map((file) => `${quoted(`/${file.path}`)} -linguist-generated`);
  const lines = ['# Generated by Tenantry.', '* text eol=lf linguist-generated=true', ...open.sort()];
  return { path: ATTRIBUTES_NAME, text: `${lines.join('\n')}\n`, yields: true };
}

/** Pattern characters and spaces of gitattributes, matched literally. */
const quoted = (path: string): string => {
  const literal = path.replaceAll(/[*?[\\]/g, '\\$&');
  return /[\s"]/.test(literal) ? JSON.stringify(literal) : literal;
};

/**
 * Puts staged content in place. Killed at any moment, it leaves each file old or new, and a manifest that owns both:
 * the next run goes on from there.
 */
function settleFolder(folder: StagedFolder): void {
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
