import type { Dirent } from 'node:fs';
import { posix, relative, resolve, sep } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import type { Source } from '../source.js';
import { CONFIG_NAMES, parseConfig } from './config.js';
import { CouldNotRun } from './could-not-run.js';
import { isSchemaName, STANDARD_INPUT } from './find-schema.js';
import type { GitTree } from './git-tree.js';
import type { ProjectRequest } from './project-request.js';

/**
 * The schema as a commit has it, found by the rules that hold on the disk: the named files, else those of the commit's own
 * configuration, else the nearest one upwards. Of the named files those that the commit lacks were added since.
 */
export function schemaAtCommit(tree: GitTree, revision: string, request: ProjectRequest): readonly Source[] {
  const { cwd, schemas, config } = request;
  const named = schemas.filter((name) => name !== STANDARD_INPUT);
  const inTree = (name: string): string =>
    posix.normalize(posix.join(tree.folder, relative(cwd, resolve(cwd, name)).split(sep).join('/')));
  const files =
    named.length > 0
      ? named.flatMap((name) => filesAt(tree, inTree(name)))
      : discovered(tree, config === undefined ? undefined : inTree(config));
  if (files.length === 0) {
    throw new CouldNotRun(
      'input.no-schema',
      `${revision} has no ${named.length > 0 ? named.join(' or ') : 'schema: no tenantry.config.yaml, tenantry.yaml or *.tenantry.yaml here or above'}.`,
      `If it had another name then, pass it in: \`git show ${revision}:OLD-PATH | tenantry diff --against -\`.`,
    );
  }
  return [...new Set(files)].map((path): Source => ({ file: `${revision}:${path}`, text: tree.read(path) }));
}

function discovered(tree: GitTree, given: string | undefined): readonly string[] {
  const path = given ?? nearest(tree, (name) => CONFIG_NAMES.includes(name))[0];
  if (path === undefined || !tree.files.has(path)) return nearest(tree, isSchemaName);
  const config = parseConfig(tree.read(path), path, path);
  const folder = folderOf(path);
  return config.schema.length > 0
    ? config.schema.flatMap((name) => filesAt(tree, posix.normalize(posix.join(folder, name))))
    : nearest({ ...tree, folder }, isSchemaName);
}

/** The files that a path, a folder or a glob names. */
function filesAt(tree: GitTree, path: string): readonly string[] {
  if (tree.files.has(path)) return [path];
  const below = namesIn(tree, path === '.' ? '' : path).filter(isSchemaName);
  if (below.length > 0) return below.map((name) => posix.join(path, name));
  return isDynamicPattern(path) ? globIn(tree, path) : [];
}

/** The files of the nearest folder upwards that has some. */
function nearest(tree: GitTree, matches: (name: string) => boolean): readonly string[] {
  for (let folder = tree.folder; ; folder = folderOf(folder)) {
    const found = namesIn(tree, folder).filter(matches);
    if (found.length > 0) return found.map((name) => posix.join(folder, name));
    if (folder === '') return [];
  }
}

const folderOf = (path: string): string => posix.dirname(path).replace(/^\.$/, '');

const namesIn = ({ files }: GitTree, folder: string): readonly string[] =>
  [...files]
    .filter((file) => folderOf(file) === folder)
    .map((file) => posix.basename(file))
    .sort();

const TOP = resolve('/');

/** The same globs as on the disk, over the folders of the commit. */
function globIn({ files }: GitTree, pattern: string): readonly string[] {
  const folders = new Map<string, Map<string, boolean>>();
  for (const file of files) {
    for (let path = file, isFile = true; path !== ''; path = folderOf(path), isFile = false) {
      const folder = folderOf(path);
      folders.set(folder, (folders.get(folder) ?? new Map()).set(posix.basename(path), isFile));
    }
  }
  const readdirSync = (path: string): Dirent[] =>
    [...(folders.get(relative(TOP, path).split(sep).join('/')) ?? [])].map(([name, isFile]) => entry(name, isFile));
  const options = { cwd: TOP, onlyFiles: true, expandDirectories: false };
  // Of the file system's functions a search for files uses this one only.
  return globSync(pattern, { ...options, fs: { readdirSync } as object }).sort();
}

const entry = (name: string, isFile: boolean): Dirent =>
  ({ name, isFile: () => isFile, isDirectory: () => !isFile, isSymbolicLink: () => false }) as Dirent;
