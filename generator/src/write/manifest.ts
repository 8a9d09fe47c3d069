import { compareCodeUnits } from '../text/order.js';

/** JSON, without an ending that formatters know. */
export const MANIFEST_NAME = '.tenantry-manifest';

const VERSION = 1;
const ABOUT = 'The files here that Tenantry owns, with the SHA-256 of what it wrote. Commit this file; do not edit it.';

/**
 * The content of a folder's manifest. One path can have several hashes: while a run writes, both the old and the new content
 * are ours, and so are both sides of a merge conflict in the manifest.
 */
export interface Manifest {
  /** The service whose output this folder holds; undefined where the manifest does not say. */
  readonly service: string | undefined;
  readonly hashes: ReadonlyMap<string, ReadonlySet<string>>;
}

export const EMPTY_MANIFEST: Manifest = { service: undefined, hashes: new Map() };

/**
 * The manifest's text; equal input gives equal bytes. `pending` is what a run is about to write, for the next run should
 * this one be killed.
 */
export function printManifest(
  service: string,
  files: ReadonlyMap<string, string>,
  pending?: ReadonlyMap<string, string>,
): string {
  const content = {
    about: ABOUT,
    version: VERSION,
    service,
    files: sorted(files),
    ...(pending && { pending: sorted(pending) }),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

const sorted = (files: ReadonlyMap<string, string>): { [path: string]: string } =>
  Object.fromEntries([...files].sort(([a], [b]) => compareCodeUnits(a, b)));

/** Tells whether two manifests say the same: a formatter may have laid one out anew, as it does with all JSON of a project. */
export function isSameManifest(one: string, other: string): boolean {
  const content = (text: string): string => JSON.stringify(JSON.parse(text));
  try {
    return one === other || content(one) === content(other);
  } catch {
    return false;
  }
}

const SERVICE_LINE = /^ {2}"service": ("(?:[^"\\]|\\.)*"),?$/;
const FILE_LINE = /^ {4}("(?:[^"\\]|\\.)*"): "([0-9a-f]{64})",?$/;

/**
 * Reads a manifest line by line, so that one with merge conflict markers still tells what both sides own.
 * Text of any other form owns nothing: every file is then somebody else's, and stays.
 */
export function parseManifest(text: string): Manifest {
  const hashes = new Map<string, Set<string>>();
  const services = new Set<string>();
  for (const line of relaid(text).split(/\r?\n/)) {
    const service = unquoted(SERVICE_LINE.exec(line)?.[1]);
    if (service !== undefined) services.add(service);
    const [, name, hash] = FILE_LINE.exec(line) ?? [];
    const path = unquoted(name);
    if (path !== undefined && hash !== undefined) hashes.set(path, (hashes.get(path) ?? new Set()).add(hash));
  }
  return { service: services.size === 1 ? [...services][0] : undefined, hashes };
}

/** A formatter may have laid the file out anew. */
function relaid(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

function unquoted(literal: string | undefined): string | undefined {
  try {
    return literal === undefined ? undefined : JSON.parse(literal);
  } catch {
    return undefined;
  }
}
