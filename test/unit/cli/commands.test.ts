// Each command is one definition: help, completion, the documentation and the run are made from it or held to it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../generator/src/cli/commands/index.js';
import { ROOT } from '../../support/source-files.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { cli } from './run-cli.js';

const PAGE = join(ROOT, 'docs/command-line.md');

/** The part of the page about a command, up to the next heading. */
const sectionOf = (page: string, name: string): string =>
  page.split(/^(?=#{2,3} )/m).find((section) => section.startsWith(`### ${name}\n`)) ?? '';

const longOf = (flags: string): string => flags.split(' ')[0] as string;

/** UPDATE_DOCS=1 writes it. */
const exitCodes = (): string =>
  ['| command | 0 | 1 |', '| --- | --- | --- |']
    .concat(COMMANDS.map(({ name, exitCodes: codes }) => `| \`${name}\` | ${codes[0]} | ${codes[1] ?? ''} |`))
    .join('\n');

describe('the list of commands', () => {
  it('has a file for each, and no other file defines one', () => {
    const folder = join(ROOT, 'generator/src/cli/commands');
    const defining = readdirSync(folder).filter((file) =>
      /: CommandDefinition = \{/.test(readFileSync(join(folder, file), 'utf8')),
    );
    expect(defining.map((file) => file.replace('.ts', '')).sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
  });

  it.each(COMMANDS)('$name shows in its help all that it declares', async (command) => {
    const { exitCode, out } = await cli(temporaryFolder(), [command.name, '--help']);
    expect(exitCode).toBe(0);
    const text = out.replaceAll(/\s+/g, ' ');
    for (const { flags, description } of command.options) {
      expect(text).toContain(flags);
      expect(text).toContain(description);
    }
    for (const { description, choices = [] } of command.arguments)
      for (const each of [description, ...choices]) expect(text).toContain(each);
    for (const line of command.examples) expect(out).toContain(`  ${line}\n`);
    expect(text).toContain(`Exit codes: 0 ${command.exitCodes[0]}`);
  });

  it.each(COMMANDS)('$name is documented, with each of its options', ({ name, options }) => {
    const page = readFileSync(PAGE, 'utf8');
    const section = sectionOf(page, name);
    expect(section).toContain('```sh');
    // The sandbox has a page of its own.
    const told = name === 'sandbox' ? readFileSync(join(ROOT, 'docs/sandbox.md'), 'utf8') : section;
    expect(options.map(({ flags }) => longOf(flags)).filter((flag) => !told.includes(flag))).toEqual([]);
  });

  it('has its exit codes in the documentation', () => {
    const page = readFileSync(PAGE, 'utf8');
    const table = /\| command \| 0 \| 1 \|\n(?:\|.*\n)*/;
    if (process.env.UPDATE_DOCS === '1')
      writeFileSync(
        PAGE,
        page.replace(table, () => `${exitCodes()}\n`),
      );
    expect(readFileSync(PAGE, 'utf8').match(table)?.[0]).toBe(`${exitCodes()}\n`);
  });
});

describe('explain', () => {
  it('says what a code means, and lists all codes', async () => {
    const one = await cli(temporaryFolder(), ['explain', 'policy.near-limit']);
    expect(one.out).toBe(
      'policy.near-limit\n  A policy of more than 80 % of the characters that AWS allows (warning).\n  A few more partition families or grants will not fit.\n',
    );
    const all = await cli(temporaryFolder(), ['explain']);
    for (const code of ['schema.too-large', 'policy.unproved', 'input.code', 'lint.unreadable'])
      expect(all.out).toMatch(new RegExp(`^${code.replace('.', '\\.')} +\\S`, 'm'));
    const json = await cli(temporaryFolder(), ['explain', 'output.path', '--format', 'json']);
    expect(JSON.parse(json.out)).toEqual({
      codes: [
        {
          code: 'output.path',
          title: 'An output folder that is absolute, leaves the project, or is used twice',
          why: 'Files of others could be overwritten.',
        },
      ],
    });
  });

  it('refuses a code that there is not', async () => {
    const { exitCode, err } = await cli(temporaryFolder(), ['explain', 'policy.near-limt']);
    expect(exitCode).toBe(2);
    expect(err).toContain('There is no code policy.near-limt.');
    expect(err).toContain('`policy.near-limit`');
  });
});
