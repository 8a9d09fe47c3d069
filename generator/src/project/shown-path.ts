import { relative, sep } from 'node:path';

/** Returns a path as messages show it: relative to the current folder, with `/`, so that output is the same on every system. */
export const shownPath = (cwd: string, path: string): string => {
  const inside = relative(cwd, path).split(sep).join('/');
  return inside === '' ? '.' : inside;
};
