import { compareCodeUnits } from '../text/order.js';
import type { Change } from './change.js';
import { contentHash } from './content-hash.js';
import type { DiskState, Found } from './disk-state.js';
import {
  EMPTY_MANIFEST,
  isSameManifest,
  MANIFEST_NAME,
  type Manifest,
  parseManifest,
  printManifest,
} from './manifest.js';
import type { WantedFile } from './wanted-file.js';

/** The changes of a run in one output folder. */
export interface FolderPlan {
  /** In code-unit order of their paths. */
  readonly changes: readonly Change[];
  readonly manifest: Change;
  /**
   * The manifest to stand while the changes are made: it owns the old and the new content, so a killed run leaves nothing
   * unclaimed.
   */
  readonly interim: string;
  readonly leftovers: readonly string[];
}

export interface PlanOptions {
  /** The service that owns the folder. */
  readonly service: string;
  /** Overwrite or delete what was edited by hand and what is not ours. */
  readonly force?: boolean;
}

/** Compares what is wanted with what is there. Pure. */
export function planFolder(
  wanted: readonly WantedFile[],
  disk: DiskState,
  { service, force = false }: PlanOptions,
): FolderPlan {
  const before = disk.manifest.kind === 'file' ? parseManifest(disk.manifest.text) : EMPTY_MANIFEST;
  const changes: Change[] = [];
  const owned = new Map<string, string>();
  const taken = new Set([MANIFEST_NAME]);
  for (const file of wanted) {
    const change = taken.has(file.path.toLowerCase())
      ? blockedByTwin(file.path)
      : planWanted(file, foundAt(disk, file.path), before, force);
    taken.add(file.path.toLowerCase());
    if (change === undefined) continue;
    changes.push(change);
    owned.set(file.path, contentHash(file.text));
  }
  const kept = new Set(wanted.map((file) => file.path));
  for (const [path, hashes] of before.hashes) {
    const change = kept.has(path) ? undefined : planOrphan(path, foundAt(disk, path), hashes, force);
    if (change !== undefined) changes.push(change);
  }
  return {
    changes: changes.sort((a, b) => compareCodeUnits(a.path, b.path)),
    manifest: otherService(before, service, force) ?? planManifest(disk.manifest, printManifest(service, owned)),
    interim: printManifest(service, hashesOnDisk(disk, before), owned),
    leftovers: disk.leftovers,
  };
}

function planWanted(file: WantedFile, found: Found, before: Manifest, force: boolean): Change | undefined {
  const { path, text } = file;
  if (found.kind === 'absent') return { kind: 'create', path, text };
  if (found.kind === 'obstacle') return file.yields ? undefined : { kind: 'blocked', path, reason: found.reason };
  if (found.hash === contentHash(text)) return { kind: 'unchanged', path };
  const hashes = before.hashes.get(path);
  if (hashes !== undefined && isOurs(found, hashes)) {
    return { kind: 'update', path, text, reason: firstDifference(found.text, text) };
  }
  if (file.yields) return undefined;
  if (force)
    return { kind: 'update', path, text, reason: `overwritten by force; ${firstDifference(found.text, text)}` };
  if (hashes === undefined)
    return { kind: 'foreign', path, reason: 'is in the place of a generated file, and Tenantry did not write it' };
  return { kind: 'hand-edited', path, reason: `${editOf(found.text)}; ${firstDifference(found.text, text)}` };
}

function planOrphan(path: string, found: Found, hashes: ReadonlySet<string>, force: boolean): Change | undefined {
  if (found.kind === 'absent') return undefined;
  if (found.kind === 'obstacle') return { kind: 'blocked', path, reason: found.reason };
  if (force || isOurs(found, hashes)) return { kind: 'delete', path, reason: 'no longer generated' };
  return { kind: 'hand-edited', path, reason: `${editOf(found.text)}; no longer generated, so it would be deleted` };
}

function planManifest(found: Found, text: string): Change {
  const path = MANIFEST_NAME;
  if (found.kind === 'absent') return { kind: 'create', path, text };
  if (found.kind === 'obstacle') return { kind: 'blocked', path, reason: found.reason };
  if (isSameManifest(found.text, text)) return { kind: 'unchanged', path };
  return { kind: 'update', path, text, reason: 'its list of files is out of date' };
}

/** Two schemas that share a folder would delete each other's files. */
const otherService = (before: Manifest, service: string, force: boolean): Change | undefined =>
  force || before.service === undefined || before.service === service
    ? undefined
    : {
        kind: 'foreign',
        path: MANIFEST_NAME,
        reason: `this folder contains the output of the service ${JSON.stringify(before.service)}`,
      };

const blockedByTwin = (path: string): Change => ({
  kind: 'blocked',
  path,
  reason: 'another file of this run has this name, or one that differs only in case',
});

function hashesOnDisk(disk: DiskState, before: Manifest): Map<string, string> {
  const hashes = new Map<string, string>();
  for (const path of before.hashes.keys()) {
    const found = foundAt(disk, path);
    if (found.kind === 'file') hashes.set(path, found.hash);
  }
  return hashes;
}

/** Line ends that git turned into CRLF are no edit. */
const isOurs = (found: Found & { readonly kind: 'file' }, hashes: ReadonlySet<string>): boolean =>
  hashes.has(found.hash) || hashes.has(contentHash(found.text.replaceAll('\r\n', '\n')));

const foundAt = (disk: DiskState, path: string): Found => disk.found.get(path) ?? { kind: 'absent' };

const editOf = (text: string): string =>
  /^<<<<<<< /m.test(text) ? 'has merge conflict markers' : 'edited since it was generated';

/** Where two texts part, for a person: `line 12 is "a", to become "b"`. */
function firstDifference(before: string, after: string): string {
  if (before.replaceAll('\r\n', '\n') === after) return 'has CRLF line ends, to become LF';
  const old = before.split('\n');
  const next = after.split('\n');
  const index = old.findIndex((line, i) => line !== next[i]);
  const line = index < 0 ? old.length : index;
  if (old[line] === undefined) return `ends before line ${line + 1}, ${shown(next[line])}`;
  if (next[line] === undefined) return `line ${line + 1} is ${shown(old[line])}, to go`;
  return `line ${line + 1} is ${shown(old[line])}, to become ${shown(next[line])}`;
}

const WIDTH = 60;

const shown = (line: string | undefined): string => {
  const text = line ?? '';
  return JSON.stringify(text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text);
};
