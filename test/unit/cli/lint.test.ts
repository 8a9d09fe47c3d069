import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { run } from '../../../generator/src/cli/run.js';
import type { Terminal } from '../../../generator/src/cli/terminal.js';
import { toolchain } from '../../../generator/src/cli/toolchain.js';
import { ROOT } from '../../support/source-files.js';
import { put, temporaryFolder } from '../../support/temporary-folder.js';
import { memoryTerminal, type Ran } from './run-cli.js';

async function lint(cwd: string, argv: readonly string[], given: Partial<Terminal> = {}): Promise<Ran> {
  const terminal = memoryTerminal(cwd, { columns: 80, ...given });
  return { exitCode: await run(['lint', ...argv], terminal, toolchain), ...terminal.printed() };
}

const WIDE = (pattern: string, sid = 'Items'): string => `Resources:
  TenantRole:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: items
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Sid: ${sid}
                Effect: Allow
                Action: [dynamodb:GetItem, dynamodb:Query]
                Resource: !Sub arn:aws:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/app
                Condition:
                  ForAllValues:StringLike:
                    dynamodb:LeadingKeys: ['${pattern}']
                  Null: { dynamodb:LeadingKeys: false }
                  StringLike: { aws:PrincipalTag/TenantId: '?*' }
`;
const OPEN = WIDE('TENANT#${aws:PrincipalTag/TenantId}*');
const CLEAN = WIDE('TENANT#${aws:PrincipalTag/TenantId}#*');

describe('lint', () => {
  it('says the verdict first, then each statement at its place with one fix', async () => {
    const base = temporaryFolder();
    put(base, 'infra/template.yaml', OPEN);
    const { exitCode, out, err } = await lint(base, ['infra/template.yaml']);
    expect([exitCode, out]).toEqual([1, '']);
    expect(err.split('\n')[0]).toMatch(/^✗ 1 statement needs a change +\d+\.\d\d s$/);
    expect(err).toContain('infra/template.yaml:10  TenantRole, policy "items", statement "Items"');
    expect(err.match(/^ {2}fix$/gm)).toHaveLength(1);
    expect(err).toContain('+       - "TENANT#${aws:PrincipalTag/TenantId}"');
    expect(err.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('is clean where every statement is proved, also by Windows line ends and a byte order mark', async () => {
    const base = temporaryFolder();
    put(base, 'template.yaml', `\uFEFF${CLEAN.replaceAll('\n', '\r\n')}`);
    expect(await lint(base, ['template.yaml'])).toMatchObject({
      exitCode: 0,
      err: expect.stringMatching(/^✓ Clean: 1 policy checked/),
    });
  });

  it('reads folders and globs: a file of another kind is passed over in a folder, and reported where it is named', async () => {
    const base = temporaryFolder();
    put(base, 'cdk.out/App.template.json', JSON.stringify({ Resources: {} }));
    put(
      base,
      'cdk.out/Stack.template.json',
      JSON.stringify({
        Resources: {
          R: {
            Type: 'AWS::IAM::Policy',
            Properties: {
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' },
              },
            },
          },
        },
      }),
    );
    put(base, 'cdk.out/manifest.json', '{ "version": "38.0.0", "artifacts": {} }');
    put(base, 'cdk.out/asset.1234/package.json', '{ "broken": ');
    put(base, 'cdk.out/node_modules/x/policy.json', '{ "broken": ');
    const folder = await lint(base, ['cdk.out']);
    expect(folder).toMatchObject({
      exitCode: 0,
      err: expect.stringContaining('2 files hold no policies: cdk.out/App.template.json'),
    });
    expect((await lint(base, ['cdk.out/*.json'])).exitCode).toBe(2);
    expect((await lint(base, ['cdk.out/manifest.json'])).err).toContain(
      'The file contains no policy that lint can read.',
    );
    put(base, 'cdk.out/Broken.template.json', '{');
    expect(await lint(base, ['cdk.out'])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('✗ Not checked: 1 could not be read'),
    });
  });

  it('tells findings (1) from what it could not read (2), and what could not run (2)', async () => {
    const base = temporaryFolder();
    put(base, 'open.yaml', OPEN);
    put(base, 'unread.json', '{ "Statement": []}');
    expect((await lint(base, ['open.yaml', 'unread.json'])).exitCode).toBe(1);
    expect((await lint(base, ['unread.json'])).exitCode).toBe(2);
    for (const argv of [[], ['none.json'], ['open.yaml', '--parameter', 'x'], ['open.yaml', '--role', 'x']]) {
      expect((await lint(base, argv)).exitCode).toBe(2);
    }
  });

  it('counts warnings with --strict only', async () => {
    const base = temporaryFolder();
    put(base, 'p.yaml', CLEAN.replace('ForAllValues:StringLike', 'ForAllValues:StringEquals'));
    expect(await lint(base, ['p.yaml'])).toMatchObject({ exitCode: 0, err: expect.stringContaining('! 1 warning') });
    expect((await lint(base, ['p.yaml', '--strict'])).exitCode).toBe(1);
  });

  it('gives parameters their values', async () => {
    const base = temporaryFolder();
    const text = `Parameters: { Prefix: { Type: String } }\n${CLEAN}`.replace(
      "'TENANT#${aws",
      "!Sub '${Prefix}#${!aws",
    );
    put(base, 'p.yaml', text);
    expect(await lint(base, ['p.yaml'])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('--parameter Prefix=VALUE'),
    });
    expect((await lint(base, ['p.yaml', '--parameter', 'Prefix=TENANT'])).exitCode).toBe(0);
  });

  it('reads standard input', async () => {
    const { exitCode } = await lint(temporaryFolder(), ['-'], { input: async () => OPEN });
    expect(exitCode).toBe(1);
  });

  it('checks against a schema, and finds nothing in what is generated', async () => {
    const schema = ['--schema', 'schemas/flight-club.tenantry.yaml', '--role', 'member'];
    const clean = await lint(ROOT, ['generated-example/policies/prod/member.policy.json', ...schema]);
    expect(clean).toMatchObject({ exitCode: 0, out: '' });
    const base = temporaryFolder();
    const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/flight-club-dev';
    put(base, 'open.yaml', OPEN.replace(/!Sub .*/, table));
    const { err } = await lint(ROOT, [`${base}/open.yaml`, ...schema]);
    expect(err).toContain('foreign-key');
  });
});

describe('suppressions', () => {
  const RULE = 'wildcard-after-variable';

  it.each([
    ['by the file', `${RULE} *.yaml -- ids are of one length`],
    ['by the statement', `${RULE} p.yaml Items -- ids are of one length`],
    ['by the role', `${RULE} ./p.yaml TenantRole -- ids are of one length`],
  ])('accept a finding %s, with a reason', async (_, line) => {
    const base = temporaryFolder();
    put(base, 'p.yaml', OPEN);
    put(base, 'tenantry-ignore', `# accepted\n${line}\n`);
    const { exitCode, err } = await lint(base, ['p.yaml']);
    expect([exitCode, err]).toEqual([0, expect.stringContaining('1 finding is accepted by suppressions.')]);
    expect((await lint(base, ['p.yaml', '--ignore-file', 'tenantry-ignore', '--ignore', line])).exitCode).toBe(1);
  });

  it('are reported where they suppress nothing', async () => {
    const base = temporaryFolder();
    put(base, 'p.yaml', CLEAN);
    const { exitCode, err } = await lint(base, ['p.yaml', '--ignore', `${RULE} p.yaml -- no longer`]);
    expect([exitCode, err]).toEqual([1, expect.stringContaining('suppresses nothing. Remove it.')]);
  });

  it.each([`${RULE} p.yaml`, `${RULE} p.yaml -- `, 'no-such-rule p.yaml -- because', 'p.yaml -- because'])(
    'are refused without a rule, a file and a reason: %s',
    async (line) => {
      const base = temporaryFolder();
      put(base, 'p.yaml', OPEN);
      expect((await lint(base, ['p.yaml', '--ignore', line])).exitCode).toBe(2);
      put(base, 'tenantry-ignore', line);
      expect(await lint(base, ['p.yaml'])).toMatchObject({
        exitCode: 2,
        err: expect.stringContaining('tenantry-ignore:1'),
      });
    },
  );

  it('accept what could not be read, too', async () => {
    const base = temporaryFolder();
    put(base, 't.json', JSON.stringify({ Resources: { Nested: { Type: 'AWS::CloudFormation::Stack' } } }));
    expect((await lint(base, ['t.json'])).exitCode).toBe(2);
    expect(
      (await lint(base, ['t.json', '--ignore', 'unreadable t.json -- its template is checked in its own repository']))
        .exitCode,
    ).toBe(0);
  });
});

describe('formats', () => {
  it('json has the place, the rule and the fix of each finding', async () => {
    const base = temporaryFolder();
    put(base, 'p.yaml', OPEN);
    const { clean, findings } = JSON.parse((await lint(base, ['p.yaml', '--format', 'json'])).out);
    expect(clean).toBe(false);
    expect(findings).toMatchObject([
      {
        ...{ rule: 'wildcard-after-variable', severity: 'error', file: 'p.yaml', line: 16, statement: 'Items' },
        path: 'Statement[0].Condition.ForAllValues:StringLike.dynamodb:LeadingKeys',
        fix: [{ Effect: 'Allow' }],
      },
    ]);
  });

  it('github annotates the line', async () => {
    const base = temporaryFolder();
    put(base, 'p.yaml', OPEN);
    const { out } = await lint(base, ['p.yaml', '--format', 'github']);
    expect(out).toContain('::error file=p.yaml,line=16,');
    expect(out).toContain('title=lint.wildcard-after-variable');
  });

  it('sarif is valid by the schema of OASIS, with suppressions and their reasons', async () => {
    const base = temporaryFolder();
    put(base, 'p q.yaml', OPEN);
    put(
      base,
      'open.json',
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }',
    );
    put(base, 'empty.json', '');
    const argv = ['p q.yaml', 'open.json', 'empty.json', '--format', 'sarif'];
    const { out, exitCode } = await lint(base, [
      ...argv,
      '--ignore',
      'wildcard-after-variable *.yaml -- of one length',
    ]);
    expect(exitCode).toBe(1);
    const log = JSON.parse(out);
    const path = createRequire(import.meta.url)
      .resolve('@microsoft/jest-sarif/package.json')
      .replace('package.json', 'lib/schemas/sarif-2.1.0-rtm.5.json');
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
      // Ajv knows newer drafts than the schema names; it uses nothing that they changed.
      { ...JSON.parse(readFileSync(path, 'utf8')), $schema: undefined, id: undefined },
    );
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    const results = log.runs[0].results as { ruleId: string; ruleIndex: number; suppressions?: unknown }[];
    expect(results.map(({ ruleId }) => ruleId)).toEqual(
      expect.arrayContaining(['wildcard-after-variable', 'keyless-action', 'unreadable']),
    );
    expect(results[0]?.suppressions).toEqual([{ kind: 'external', justification: 'of one length' }]);
    for (const { ruleId, ruleIndex } of results) expect(log.runs[0].tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect((await lint(base, ['p q.yaml', '--format', 'sarif'])).exitCode).toBe(1);
  });
});
