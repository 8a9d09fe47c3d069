import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT: string = fileURLToPath(new URL('../../', import.meta.url));

export interface SourceFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

export interface Import {
  /** A file of ours from the root of the repository, else the name of a module. */
  readonly target: string;
  readonly typeOnly: boolean;
  /** `import('…')`: loaded when it is needed. */
  readonly lazy: boolean;
}

const IMPORT =
  /^(?:import|export)\s+(type\s+)?(?:(\{[^}]*\}|\*(?:\s+as\s+\w+)?|\w+(?:,\s*\{[^}]*\})?)\s+from\s+)'([^']+)'/gm;
const LAZY = /\bimport\('([^']+)'\)/g;

/** The hand-written TypeScript files below some folders of the repository. */
export function sourceFiles(...folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !/\.generated\.|\.d\.ts$/.test(entry.name))
      .map((entry) => read(join(entry.parentPath, entry.name).slice(ROOT.length).split(sep).join('/')))
      .filter(({ path }) => !/\/(?:node_modules|dist|expected)\//.test(path)),
  );
}

function read(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const target = (name: string): string =>
    name.startsWith('.') ? posix.join(dirname(path), name).replace(/\.js$/, '.ts') : name;
  const eager = [...text.matchAll(IMPORT)].map(([, type, names = '', name = '']) => ({
    target: target(name),
    typeOnly: type !== undefined || isAllTypes(names),
    lazy: false,
  }));
  const lazy = [...text.matchAll(LAZY)].map(([, name = '']) => ({
    target: target(name),
    typeOnly: false,
    lazy: true,
  }));
  return { path, text, lines: text.trimEnd().split('\n').length, imports: [...eager, ...lazy] };
}

/** `{ type A, type B }` */
const isAllTypes = (names: string): boolean => {
  const inner =
    /^\{(.*)\}$/s
      .exec(names)?.[1]
      ?.split(',')
      .map((name) => name.trim()) ?? [];
  return inner.length > 0 && inner.filter((name) => name !== '').every((name) => name.startsWith('type '));
};
