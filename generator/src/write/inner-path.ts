import { lstatSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

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
 * path can lead out of the output folder, and the output folder does not lead out of the project. Remembers its answers, for a run asks for the same folders again and again.
 */
export function folderChecker(root: string, base: string): (folder: string) => string | undefined {
  const known = new Map<string, string | undefined>([['', reasonAgainstRoot(root, base)]]);
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
  const name = folder === '' ? 'the output folder' : folder;
  return found.isSymbolicLink() ? `${name} is a symbolic link, which is not followed` : `${name} is not a folder`;
}

/** Looks at the output folder itself and at the folders between it and the project; of one elsewhere at itself alone. */
function reasonAgainstRoot(root: string, base: string): string | undefined {
  const down = relative(base, root);
  if (down === '') return undefined;
  const isInside = !isAbsolute(down) && down !== '..' && !down.startsWith(`..${sep}`);
  const [from, parts] = isInside ? [base, down.split(sep)] : [root, ['']];
  return parts
    .map((_, i) => parts.slice(0, i + 1).join('/'))
    .map((folder) => reasonAgainst(from, folder))
    .find((reason) => reason !== undefined);
}
