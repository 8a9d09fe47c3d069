import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { put, temporaryFolder } from '../../support/temporary-folder.js';
import { cli } from './run-cli.js';

/** Returns the completions that bash offers after these words. */
async function completed(...words: readonly string[]): Promise<string[]> {
  const base = temporaryFolder();
  put(base, 'my.tenantry.yaml', '');
  const script = `${(await cli(base, ['completion', 'bash'])).out}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _tenantry; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc'], {
    input: script,
    encoding: 'utf8',
    cwd: base,
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

describe('completion', () => {
  it('in bash offers commands, options, their values and files', async () => {
    expect(await completed('tenantry', 'val')).toEqual(['validate']);
    expect(await completed('tenantry', 'dif')).toEqual(['diff']);
    expect(await completed('tenantry', 'diff', '--ag')).toEqual(['--against']);
    expect(await completed('tenantry', 'generate', '--dr')).toEqual(['--dry-run']);
    expect(await completed('tenantry', 'check', '--dr')).toEqual([]);
    expect(await completed('tenantry', 'check', '--format', '')).toEqual(['text', 'json', 'github', 'sarif']);
    expect(await completed('tenantry', 'check', 'my')).toEqual(['my.tenantry.yaml']);
    expect(await completed('tenantry', 'completion', 'z')).toEqual(['zsh']);
    expect(await completed('tenantry', 'import', 'no')).toEqual(['nosql-workbench']);
  });

  it.each(['zsh', 'fish'])('exists for %s', async (shell) => {
    const { exitCode, out } = await cli(temporaryFolder(), ['completion', shell]);
    expect(exitCode).toBe(0);
    for (const word of ['generate', 'dry-run', 'github', 'codegen']) expect(out).toContain(word);
  });

  it('is taken by zsh', async ({ skip }) => {
    if (spawnSync('zsh', ['--version']).status !== 0) return skip('no zsh here');
    const { out } = await cli(temporaryFolder(), ['completion', 'zsh']);
    const input = `autoload -Uz compinit; compinit -u -D\n${out}\necho $_comps[tenantry] $_comps[codegen]\n`;
    const { stdout, stderr } = spawnSync('zsh', ['-f'], { input, encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['_tenantry _tenantry\n', '']);
  });

  it('is taken by fish', async ({ skip }) => {
    if (spawnSync('fish', ['--version']).status !== 0) return skip('no fish here');
    const base = temporaryFolder();
    put(base, 'completion.fish', (await cli(base, ['completion', 'fish'])).out);
    const offered = (words: string): string[] => {
      const script = `source completion.fish; complete -C '${words}'`;
      const { stdout } = spawnSync('fish', ['--no-config', '-c', script], { cwd: base, encoding: 'utf8' });
      return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0] as string]));
    };
    expect(offered('tenantry val')).toEqual(['validate']);
    expect(offered('codegen generate --dr')).toEqual(['--dry-run']);
    expect(offered('tenantry check --format ').sort()).toEqual(['github', 'json', 'text']);
  });

  it('refuses a shell that it does not know', async () => {
    expect((await cli(temporaryFolder(), ['completion', 'cmd'])).exitCode).toBe(2);
    expect((await cli(temporaryFolder(), ['completion'])).exitCode).toBe(2);
  });
});
