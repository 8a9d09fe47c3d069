import { lstatSync } from 'node:fs';
import { join } from 'node:path';

/** Why a path may not be used inside an output folder, from its text alone; undefined when it may. */
export function pathProblem(path: string): string | undefined {
  if (path.includes('\0') || path.includes('\\')) return 'not a portable path';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'an absolute path; it leaves the output folder';
  const segments = path.split('/');
  if (segments.includes('..')) return 'leaves the output folder';
  return segments.some((segment) => segment === '' || segment === '.') ? 'not a plain path' : undefined;
}

/**
 * Why nothing may be written below `folder` of an output folder, from what is on disk: links are not followed, so no
 * path can lead out of the output folder. Remembers its answers, for a run asks for the same folders again and again.
 */
export function folderChecker(root: string): (folder: string) => string | undefined {
  const known = new Map<string, string | undefined>([['', undefined]]);
  const check = (folder: string): string | undefined => {
    if (known.has(folder)) return known.get(folder);
    const reason = check(parentOf(folder)) ?? reasonAgainst(root, folder);
    known.set(folder, reason);
    return reason;
  };
  return check;
}

export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

function reasonAgainst(root: string, folder: string): string | undefined {
  const found = lstatSync(join(root, folder), { throwIfNoEntry: false });
  if (found === undefined || found.isDirectory()) return undefined;
  return found.isSymbolicLink() ? `${folder} is a symbolic link, which is not followed` : `${folder} is not a folder`;
}
