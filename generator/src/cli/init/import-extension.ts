import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../../project/read-text.js';

/** Returns the ending of relative imports in a project: `js` as Node's ES modules require, `none`, or `ts` where the compiler rewrites it. */
export type ImportExtension = 'js' | 'none' | 'ts';

/**
 * Chooses the import extension that the compiler, ts-jest, ts-node and webpack of a project accept, from its tsconfig.json and
 * package.json. Only ES modules of Node require an extension; everything else resolves a name without one.
 */
export function importExtension(base: string): ImportExtension {
  const tsconfig = withoutComments(textOf(join(base, 'tsconfig.json')));
  if (/"(?:allowImportingTsExtensions|rewriteRelativeImportExtensions)"\s*:\s*true/.test(tsconfig)) return 'ts';
  const packageJson = textOf(join(base, 'package.json'));
  const isModule = packageJson === '' || /"type"\s*:\s*"module"/.test(packageJson);
  const modes = [...tsconfig.matchAll(/"module(?:Resolution)?"\s*:\s*"(\w+)"/g)].map(([, mode = '']) =>
    mode.toLowerCase(),
  );
  if (modes.length > 0 && !modes.some((mode) => mode.startsWith('node') && mode !== 'node' && mode !== 'node10'))
    return 'none';
  return isModule ? 'js' : 'none';
}

const textOf = (path: string): string => (existsSync(path) ? readText(path) : '');

/** Matches strings first, so that `//` in one does not start a comment. */
const withoutComments = (text: string): string =>
  text.replaceAll(
    /("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (_all, string: string | undefined) => string ?? '',
  );
