import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { ROOT } from './source-files.js';

const WORKSPACES = {
  tenantry: 'generator',
  '@tenantry/runtime': 'runtime',
  '@tenantry/iam': 'iam',
  '@tenantry/sandbox': 'sandbox',
} as const;

export type PackageName = keyof typeof WORKSPACES;
export const PACKAGES = Object.keys(WORKSPACES) as readonly PackageName[];

/** The other packages that a project of `tenantry init` installs. */
const TOOLS = ['typescript', '@types/node', 'dynalite'];

export interface PackedPackages {
  tarball(name: PackageName): Buffer;
  /**
   * Installs as `npm install` would, without asking the registry: the packages as they are published, and beside
   * them what they declare to depend on and nothing else, so an import of anything undeclared fails.
   */
  installIn(base: string, names?: readonly PackageName[]): void;
}

/** Packs the packages once for a test file. */
export function usePackedPackages(): PackedPackages {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-packed-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeAll(() => {
    const workspaces = Object.values(WORKSPACES).flatMap((name) => ['-w', name]);
    const npm = ['pack', '--silent', ...workspaces, '--pack-destination', folder];
    execFileSync('npm', npm, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  }, 120_000);

  const file = (name: PackageName): string => {
    const stem = `${name.replace('@', '').replace('/', '-')}-`;
    const found = readdirSync(folder).find(
      (tarball) => tarball.startsWith(stem) && /^\d/.test(tarball.slice(stem.length)),
    );
    return join(folder, found ?? `${stem}*.tgz`);
  };
  return {
    tarball: (name) => readFileSync(file(name)),
    installIn(base, names = PACKAGES) {
      const needed = new Set(TOOLS);
      for (const name of names) {
        const target = join(base, 'node_modules', name);
        mkdirSync(target, { recursive: true });
        execFileSync('tar', ['xzf', file(name), '--strip-components=1'], { cwd: target });
        const {
          dependencies,
          peerDependencies,
          bin = {},
        } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'));
        for (const dependency of Object.keys({ ...dependencies, ...peerDependencies })) needed.add(dependency);
        for (const [command, path] of Object.entries(bin))
          link(join('..', name, String(path)), join(base, 'node_modules/.bin', command));
      }
      for (const name of PACKAGES) needed.delete(name);
      for (const name of needed) link(join(ROOT, 'node_modules', name), join(base, 'node_modules', name));
      link('../typescript/bin/tsc', join(base, 'node_modules/.bin/tsc'));
    },
  };
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}
