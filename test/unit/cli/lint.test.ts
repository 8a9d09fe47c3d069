import { describe, expect, it } from 'vitest';
import { run } from '../../../generator/src/cli/run.js';
import type { Terminal } from '../../../generator/src/cli/terminal.js';
import { toolchain } from '../../../generator/src/cli/toolchain.js';
import { ROOT } from '../../support/source-files.js';
import { put, temporaryFolder } from '../../support/temporary-folder.js';
import { memoryTerminal, type Ran } from './run-cli.js';

async function lint(cwd: string, argv: readonly string[], given: Partial<Terminal> = {}): Promise<Ran> {
  const terminal = memoryTerminal(cwd, given);
  return { exitCode: await run(['lint', ...argv], terminal, toolchain), ...terminal.printed() };
}

const TRAP = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "dynamodb:GetItem",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/app",
      "Condition": {
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["TENANT#\${aws:PrincipalTag/TenantId}*"] }
      }
    }
  ]
}
`;

describe('lint', () => {
  it('shows each trap at its place in the file, what it opens, and the statement mended', async () => {
    const base = temporaryFolder();
    put(base, 'p/trap.json', TRAP);
    const { exitCode, out, err } = await lint(base, ['p/trap.json']);
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toMatch(/^p\/trap\.json:\d+:\d+ - error lint\./m);
    expect(err).toMatch(/9 \|.*LeadingKeys/);
    expect(err).toContain('An attacker gains:');
    expect(err).toMatch(/1 policy: \d+ errors/);
    expect((await lint(base, ['p/*.json', '--format', 'github'])).out).toContain('::error file=p/trap.json,line=');
  });

  it('prints its findings as JSON, of several policies and of standard input', async () => {
    const base = temporaryFolder();
    put(base, 'trap.json', TRAP);
    const { out } = await lint(base, ['trap.json', '-', '--format', 'json'], { input: async () => '{"Statement":[]}' });
    const { findings } = JSON.parse(out);
    expect(findings[0]).toMatchObject({
      file: 'trap.json',
      rule: expect.any(String),
      path: expect.stringMatching(/^Statement\[0\]/),
    });
  });

  it('proves patterns against a schema, and finds nothing in what is emitted', async () => {
    const schema = ['--schema', 'schemas/flight-club.tenantry.yaml'];
    const clean = await lint(ROOT, ['generated-example/policies/prod/member.policy.json', ...schema]);
    expect(clean).toMatchObject({ exitCode: 0, out: '' });
    const base = temporaryFolder();
    put(base, 'trap.json', TRAP);
    const { err } = await lint(ROOT, [`${base}/trap.json`, ...schema]);
    expect(err).toContain('lint.foreign-key');
  });

  it('exits 2 for what it cannot read', async () => {
    const base = temporaryFolder();
    put(base, 'bad.json', '{');
    put(base, 'bad.yaml', 'x: [');
    put(base, 'trap.json', TRAP);
    expect(await lint(base, ['bad.json'])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('bad.json is not JSON'),
    });
    expect((await lint(base, ['none.json'])).exitCode).toBe(2);
    expect((await lint(base, [])).exitCode).toBe(2);
    expect((await lint(base, ['trap.json', '--schema', 'bad.yaml'])).err).toContain(
      'has errors, so policies cannot be held against it',
    );
  });
});
