// The page is followed as a security reviewer would follow it: a policy by hand, lint, the finding, the fix, clean.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { run } from '../../generator/src/cli/run.js';
import { toolchain } from '../../generator/src/cli/toolchain.js';
import { RULE_TABLE } from '../../generator/src/project/lint/rule-table.js';
import { blocksOf } from '../support/markdown-blocks.js';
import { ROOT } from '../support/source-files.js';
import { put, temporaryFolder, text } from '../support/temporary-folder.js';
import { memoryTerminal, type Ran } from '../unit/cli/run-cli.js';

const PAGE = 'docs/lint.md';
const blocks = blocksOf(PAGE);
const template = blocks.find(({ text: each }) => each.startsWith('# template.yaml'))?.text ?? '';
const fixed = blocks.find(({ text: each }) => each.startsWith('# the statement, fixed'))?.text ?? '';

async function tenantry(cwd: string, argv: readonly string[]): Promise<Ran> {
  const terminal = memoryTerminal(cwd, { columns: 80 });
  return { exitCode: await run(argv, terminal, toolchain), ...terminal.printed() };
}

const withoutTime = (printed: string): string => printed.replaceAll(/ +\d+\.\d\d s$/gm, '').trimEnd();

/** The template with the statement that the page shows at the end. */
function withFix(source: string): string {
  const document = parseDocument(source);
  const path = ['Resources', 'TenantRole', 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement'];
  document.setIn([...path, 0], parseDocument(fixed).getIn([0], true));
  return document.toString();
}

/** UPDATE_DOCS=1 writes the parts of the page that follow the code. */
function withPart(page: string, name: string, part: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  expect(page.indexOf(end)).toBeGreaterThan(page.indexOf(start));
  return `${page.slice(0, page.indexOf(start) + start.length)}\n${part}\n${page.slice(page.indexOf(end))}`;
}

const cell = (each: string): string => each.replaceAll('|', '\\|');

describe(PAGE, () => {
  it('shows what lint prints of its template, and every rule', async () => {
    const base = temporaryFolder();
    put(base, 'template.yaml', template);
    const { exitCode, err } = await tenantry(base, ['lint', 'template.yaml']);
    expect(exitCode).toBe(1);
    const page = readFileSync(join(ROOT, PAGE), 'utf8');
    const rules = [
      '| rule | finds | impact |',
      '|---|---|---|',
      ...RULE_TABLE.map(({ id, title, impact }) => `| \`${id}\` | ${cell(title)} | ${cell(impact)} |`),
    ].join('\n');
    const output = `\`\`\`text\n${withoutTime(err)}\n\`\`\``;
    const wanted = withPart(withPart(page, 'output', output), 'lint rules', rules);
    if (process.env.UPDATE_DOCS === '1') writeFileSync(join(ROOT, PAGE), wanted);
    else expect(page).toBe(wanted);
  });

  it('leads from the template over the proposed fix to clean', async () => {
    const base = temporaryFolder();
    put(base, 'template.yaml', template);
    const before = await tenantry(base, ['lint', 'template.yaml', '--format', 'json']);
    const { findings } = JSON.parse(before.out);
    const [proposed] = findings[0].fix;
    // The statement of the page is the fix that lint proposes.
    const { Resource: _, ...elements } = parseDocument(fixed).toJS()[0];
    expect(proposed).toMatchObject({ ...elements, Condition: expect.anything() });
    expect(proposed.Condition).toEqual(elements.Condition);
    put(base, 'template.yaml', withFix(template));
    const after = await tenantry(base, ['lint', 'template.yaml']);
    expect([after.exitCode, withoutTime(after.err)]).toEqual([0, '✓ Clean: 2 policies checked']);
    expect(readFileSync(join(ROOT, PAGE), 'utf8')).toContain(withoutTime(after.err));
  });

  it('accepts a finding as it says', async () => {
    const base = temporaryFolder();
    const flags = template.replace(/Sid: TenantItems[\s\S]*$/, (statement) =>
      statement
        .replace('TenantItems', 'Flags')
        .replace(/, dynamodb:Query, dynamodb:Scan/, '')
        .replace(/\n +Condition:[\s\S]*$/, '\n'),
    );
    put(base, 'infra/flags.yaml', flags);
    expect((await tenantry(base, ['lint', 'infra/flags.yaml'])).exitCode).toBe(1);
    const line = blocks.find(({ text: each }) => each.startsWith('# rule'))?.text ?? '';
    put(base, 'tenantry-ignore', line);
    expect(await tenantry(base, ['lint', 'infra/flags.yaml'])).toMatchObject({
      ...{ exitCode: 0, err: expect.stringContaining('1 finding is accepted by suppressions.') },
    });
  });

  it('has every command run', async () => {
    const base = temporaryFolder();
    const clean = withFix(template);
    for (const file of ['template.yaml', 'infra/a/template.yaml', 'cdk.out/Stack.template.yaml'])
      put(base, file, clean);
    const { AssumeRolePolicyDocument } = parseDocument(clean).toJS().Resources.TenantRole.Properties;
    put(base, 'role.json', JSON.stringify({ Role: { RoleName: 'tenant', AssumeRolePolicyDocument } }));
    put(base, 'schemas/shop.tenantry.yaml', text(ROOT, 'schemas/flight-club.tenantry.yaml'));
    put(base, 'policies/dev/user.policy.json', text(ROOT, 'generated-example/policies/dev/member.policy.json'));
    const lines = blocks.filter(({ language }) => language === 'sh').flatMap((block) => block.text.trim().split('\n'));
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) {
      const [, command = ''] = /npx tenantry ([^>|]*)/.exec(line) ?? [];
      const argv = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
      const roles = argv.map((each) => (each === 'user' ? 'member' : each));
      const terminal = memoryTerminal(base, { input: async () => text(base, 'role.json') });
      expect([line, await run(roles, terminal, toolchain), terminal.printed().err]).toEqual([
        line,
        0,
        expect.anything(),
      ]);
    }
  });
});
