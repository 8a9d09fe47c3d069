import { spawnSync } from 'node:child_process';

/** The files of one commit. Paths are relative to the top of the repository, with `/`. */
export interface GitTree {
  /** Where the current folder lies in the repository: empty at its top. */
  readonly folder: string;
  readonly files: ReadonlySet<string>;
  read(path: string): string;
}

/** Why there is no such commit. */
export interface NoTree {
  readonly reason: string;
}

/** The commit that a revision names, as git finds it from a folder. Reads the repository's objects and never its work tree. */
export function gitTree(cwd: string, revision: string): GitTree | NoTree {
  // No revision begins with a dash, but every option does.
  if (revision.startsWith('-')) return { reason: 'no git revision begins with a dash' };
  const place = git(cwd, ['rev-parse', '--show-prefix']);
  if (place === 'absent') return { reason: 'git, which could know it as a revision, is not installed' };
  if (place === undefined) return { reason: 'this is not a Git repository in which it could be a revision' };
  const commit = git(cwd, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])?.trim();
  if (commit === undefined) return { reason: 'git knows no revision of this name' };
  const entries = git(cwd, ['ls-tree', '-r', '-z', '--full-tree', commit]) ?? '';
  return {
    folder: place.trim().replace(/\/$/, ''),
    files: new Set(entries.split('\0').flatMap(filePath)),
    read: (path) => git(cwd, ['cat-file', 'blob', `${commit}:${path}`]) ?? '',
  };
}

/** The path of a plain file; links and submodules are left out. */
function filePath(entry: string): readonly string[] {
  const [, path] = /^100\d{3} blob [0-9a-f]+\t(.*)$/s.exec(entry) ?? [];
  return path === undefined ? [] : [path];
}

/** Runs git and returns its output; undefined where it refuses, `absent` where there is none. */
function git(cwd: string, args: readonly string[]): string | 'absent' | undefined {
  const { error, status, stdout } = spawnSync('git', args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1024 * 1024 * 1024,
  });
  if (error !== undefined) return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : undefined;
  return status === 0 ? stdout : undefined;
}
