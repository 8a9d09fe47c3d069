import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sampleSchema } from '../../../generator/src/cli/init/sample-schema.js';
import { run } from '../../../generator/src/cli/run.js';
import type { Terminal } from '../../../generator/src/cli/terminal.js';
import { toolchain } from '../../../generator/src/cli/toolchain.js';
import { FAILURE_CODES } from '../../../generator/src/diagnostics/failure-codes.js';
import { FolderLocked, lockFolder } from '../../../generator/src/write/lock.js';
import { put, temporaryFolder, text } from '../../support/temporary-folder.js';
import { memoryTerminal } from './run-cli.js';

const SCHEMA = sampleSchema('app', 'x.json');

/** Files of a project, the command line that fails in it, and what else the terminal does. */
type Failure = readonly [
  files: { readonly [path: string]: string },
  argv: readonly string[],
  given?: Partial<Terminal>,
];

const one = { 'app.tenantry.yaml': SCHEMA };

const FAILURES: { readonly [code: string]: Failure } = {
  'input.ambiguous': [
    { 'app.tenantry.yaml': SCHEMA.replace(/^ {2}dev: (.*)$/m, '  dev: $1\n  prod: $1') },
    ['generate', '--stdout', 'session-issuer.policy.json'],
  ],
  'input.no-command': [one, ['genrate']],
  'input.no-schema': [{}, ['generate']],
  'input.not-a-file': [{ ...one, 'config/x': '' }, ['generate', '--config', 'config']],
  'input.not-a-model': [{ 'x.json': '[]' }, ['import', 'nosql-workbench', 'x.json']],
  'input.not-found': [one, ['validate', 'none.tenantry.yaml']],
  'input.not-json': [{ 'x.json': '{' }, ['import', 'nosql-workbench', 'x.json']],
  'input.parameter': [{ 'x.json': '{}' }, ['lint', 'x.json', '--parameter', 'Stage']],
  'input.role': [{ 'x.json': '{}' }, ['lint', 'x.json', '--role', 'member']],
  'input.suppression': [{ 'x.json': '{}' }, ['lint', 'x.json', '--ignore', 'untied-keys x.json']],
  'input.not-readable': [{}, ['lint', 'x'.repeat(300)]],
  'input.schema': [
    { 'x.json': '{}', 'app.tenantry.yaml': 'version: 2' },
    ['lint', 'x.json', '--schema', 'app.tenantry.yaml'],
  ],
  'input.port': [one, ['sandbox', '--port', '70000']],
  'input.sandbox': [one, ['sandbox', '--seed', 'none.yaml']],
  'input.several-schemas': [{ ...one, 'b.tenantry.yaml': SCHEMA }, ['generate']],
  'input.twice': [one, ['diff', '-', '--against', '-']],
  'input.code': [{}, ['explain', 'nonsense.code']],
  'input.template': [one, ['eject', 'nonsense']],
  'input.watch': [one, ['generate', '-', '--watch']],
  'config.invalid': [{ ...one, 'tenantry.config.yaml': '[]' }, ['generate']],
  'config.format': [{ ...one, 'tenantry.config.yaml': 'format: exit 3;' }, ['generate']],
  'template.invalid': [
    { ...one, 'tenantry.config.yaml': 'templates: own', 'own/client-file.ts.hbs': '{{#if}' },
    ['generate'],
  ],
  'internal.bug': [
    {},
    ['validate', '-'],
    {
      input: async () => {
        throw new TypeError('a mistake of ours');
      },
    },
  ],
  'output.blocked': [{ ...one, 'src/client/index.ts/mine': '' }, ['generate']],
  'output.foreign-file': [{ ...one, 'src/client/index.ts': '// mine' }, ['generate']],
  'output.exists': [{ ...one, 'templates/client-file.ts.hbs': '' }, ['eject', 'client-file.ts']],
  'output.none': [{ 'app.tenantry.yaml': SCHEMA.replace(/^output:.*\n(?: {2}.*\n)*/m, '') }, ['generate']],
  'output.not-writable': [one, ['generate', '--out', '/dev/null/below']],
};

/** Diagnostics of a command that ran, and refused what it found; all others could not run. */
const REFUSED = ['input.not-a-model', 'input.not-json', 'output.blocked', 'output.foreign-file', 'output.hand-edited'];

const ALONE = ['input.format', 'input.no-sandbox', 'input.service-name', 'output.hand-edited', 'output.locked'];

function project(files: { readonly [path: string]: string }): string {
  const base = temporaryFolder();
  for (const [path, content] of Object.entries(files)) put(base, path, content);
  return base;
}

async function codesOf(base: string, argv: readonly string[], given?: Partial<Terminal>): Promise<readonly unknown[]> {
  const terminal = memoryTerminal(base, given);
  const exitCode = await run([...argv, '--format', 'json'], terminal, toolchain);
  const { diagnostics } = JSON.parse(terminal.printed().out) as { diagnostics: readonly { code: string }[] };
  return [exitCode, ...diagnostics.map(({ code }) => code)];
}

describe('a run that could not begin or finish', () => {
  it('has a code that is shown here', () => {
    expect([...Object.keys(FAILURES), ...ALONE].sort()).toEqual(Object.keys(FAILURE_CODES).sort());
  });

  it('refuses a format that a command does not print', async () => {
    const terminal = memoryTerminal(project(one));
    expect(await run(['validate', '--format', 'sarif'], terminal, toolchain)).toBe(2);
    expect(terminal.printed().err).toContain('validate does not print SARIF.');
  });

  it.each(Object.entries(FAILURES))('%s', async (code, [files, argv, given]) => {
    expect(await codesOf(project(files), argv, given)).toEqual([REFUSED.includes(code) ? 1 : 2, code]);
  });

  it('output.hand-edited', async () => {
    const base = project(one);
    await codesOf(base, ['generate']);
    put(base, 'src/client/index.ts', `${text(base, 'src/client/index.ts')}// mine\n`);
    expect(await codesOf(base, ['generate'])).toEqual([1, 'output.hand-edited']);
  });

  it('output.locked', async () => {
    const folder = temporaryFolder();
    const release = await lockFolder(folder);
    const second = await lockFolder(folder, 0).catch((error: unknown) => error);
    release();
    expect(second).toBeInstanceOf(FolderLocked);
    expect((second as FolderLocked).code).toBe('output.locked');
  });

  it('input.service-name', async () => {
    const terminal = memoryTerminal(temporaryFolder(), { canAsk: true, ask: async () => 'My Shop' });
    expect(await run(['init'], terminal, toolchain)).toBe(2);
    expect(terminal.printed().err).toContain('My Shop cannot be a service name.');
  });

  it('input.no-sandbox', () => {
    // The program as it is installed, beside all that it needs but the sandbox.
    const base = project(one);
    const modules = join(base, 'node_modules');
    const root = fileURLToPath(new URL('../../..', import.meta.url));
    mkdirSync(join(modules, '@tenantry'), { recursive: true });
    for (const part of ['bin', 'dist', 'package.json'])
      cpSync(join(root, 'generator', part), join(modules, 'tenantry', part), { recursive: true });
    symlinkSync(join(root, 'runtime'), join(modules, '@tenantry/runtime'));
    for (const name of readdirSync(join(root, 'node_modules')).filter((each) => !/^(?:[.@]|tenantry$)/.test(each)))
      symlinkSync(join(root, 'node_modules', name), join(modules, name));
    const argv = [join(modules, 'tenantry/bin/tenantry.js'), 'sandbox', '--format', 'json'];
    const { status, stdout } = spawnSync(process.execPath, argv, { cwd: base, encoding: 'utf8' });
    expect([status, JSON.parse(stdout).diagnostics[0].code]).toEqual([2, 'input.no-sandbox']);
  });
});
