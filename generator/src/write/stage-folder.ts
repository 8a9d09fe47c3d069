import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { touchesDisk } from './change.js';
import { MANIFEST_NAME } from './manifest.js';
import type { FolderPlan } from './plan-folder.js';
import { discard, type Staged, stage } from './staged-file.js';
import { WriteFailed } from './write-failed.js';

/** A plan whose new content is on the disk and only has to be put in place, in this order: interim, files, deletions, manifest. */
export interface StagedFolder {
  readonly root: string;
  readonly interim: readonly Staged[];
  readonly files: readonly Staged[];
  readonly deletions: readonly string[];
  readonly manifest: readonly Staged[];
}

/** True when carrying out the plan would do anything at all. */
export const hasWork = (plan: FolderPlan): boolean =>
  plan.leftovers.length > 0 || touchesDisk(plan.manifest) || plan.changes.some(touchesDisk);

/** Writes all new content to temporary files. After an error everything is as before. Expects a plan without refusals, under the lock. */
export function stageFolder(root: string, plan: FolderPlan): StagedFolder {
  const staged: Staged[] = [];
  let path = root;
  const add = (name: string, text: string): Staged => {
    path = join(root, name);
    const file = stage(root, path, text);
    staged.push(file);
    return file;
  };
  try {
    for (const leftover of plan.leftovers) rmSync(join(root, leftover), { force: true });
    const files = plan.changes.flatMap((change) =>
      change.kind === 'create' || change.kind === 'update' ? [add(change.path, change.text)] : [],
    );
    const deletions = plan.changes.flatMap((change) => (change.kind === 'delete' ? [join(root, change.path)] : []));
    const { manifest } = plan;
    if (manifest.kind !== 'create' && manifest.kind !== 'update')
      return { root, interim: [], files, deletions, manifest: [] };
    const interim = files.length === 0 ? [] : [add(MANIFEST_NAME, plan.interim)];
    return { root, interim, files, deletions, manifest: [add(MANIFEST_NAME, manifest.text)] };
  } catch (error) {
    staged.forEach(discard);
    throw new WriteFailed(path, error);
  }
}

export const discardFolder = (folder: StagedFolder): void =>
  [...folder.interim, ...folder.files, ...folder.manifest].forEach(discard);
