import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/source-files.js';

/** The flags that users turn on, and the version that brought each. */
const FLAGS = [
  { flag: 'strict', since: 5.0 },
  { flag: 'verbatimModuleSyntax', since: 5.0 },
  { flag: 'exactOptionalPropertyTypes', since: 5.0 },
  { flag: 'noUncheckedIndexedAccess', since: 5.0 },
  { flag: 'noPropertyAccessFromIndexSignature', since: 5.0 },
  { flag: 'noImplicitOverride', since: 5.0 },
  { flag: 'isolatedModules', since: 5.0 },
  { flag: 'isolatedDeclarations', since: 5.5 },
  { flag: 'noUncheckedSideEffectImports', since: 5.6 },
  { flag: 'erasableSyntaxOnly', since: 5.8 },
];

const COMPILERS = ['typescript-5.4', 'typescript-5.9', 'typescript-6.0', 'typescript'].map((name) => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
  return { name, version: String(version) };
});

describe('the generated client compiles under the strictest flags', () => {
  let folder = '';

  beforeAll(() => {
    if (!existsSync(join(ROOT, 'runtime/dist/codegen-v1.d.ts')))
      throw new Error('Run `npm run build` first: the runtime has no declarations yet.');
    // Below node_modules/.cache, so that packages resolve, yet outside of the project: its own settings do not count.
    mkdirSync(join(ROOT, 'node_modules/.cache'), { recursive: true });
    folder = mkdtempSync(join(ROOT, 'node_modules/.cache/compat-'));
    symlinkSync(join(ROOT, 'generated-example/client'), join(folder, 'client'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(COMPILERS)('$name ($version)', { timeout: 180_000 }, ({ name, version }) => {
    const flags = FLAGS.filter(({ since }) => Number.parseFloat(version) >= since).map(({ flag }) => [flag, true]);
    const compilerOptions = {
      target: 'es2022',
      lib: ['es2022'],
      module: 'nodenext',
      types: ['node'],
      declaration: true,
      preserveSymlinks: true,
      noEmit: true,
      // The declarations of the runtime are checked as well, and with them those of the SDK.
      skipLibCheck: false,
      ...Object.fromEntries(flags),
    };
    const project = join(folder, `tsconfig.${name}.json`);
    writeFileSync(project, JSON.stringify({ compilerOptions, files: ['client/index.ts'] }));
    const { stdout, status } = spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules', name, 'bin/tsc'), '-p', project],
      { encoding: 'utf8' },
    );
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});
