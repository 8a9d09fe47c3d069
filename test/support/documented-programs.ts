import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Sandbox, type Seed, startSandbox } from '@tenantry/sandbox';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { clientFiles } from '../../generator/src/emit/typescript/client-files.js';
import type { Model } from '../../generator/src/model/model.js';
import { type Block, blocksOf } from './markdown-blocks.js';
import { ROOT } from './source-files.js';
import { put, temporaryFolder } from './temporary-folder.js';

/**
 * A page's programs, composed as its reader sees them:
 *
 * - A `ts` block whose first line is a comment with a path, `// src/sessions.ts`, is that file of the page's project.
 * - A `yaml` block that begins with the comment `# seed.yaml` holds the items that the sandbox begins with.
 * - `// src/job.ts (as role/jobs)` runs as that principal; without it a program runs as the schema's first trusted one.
 * - A `text` block right after a `ts` block is what that program prints, below `tenantry sandbox`, all of it.
 * - A `ts` block that imports `vitest` or `node:test` is a test file, which passes.
 *
 * The project's folder holds the page's schema as `<service>.tenantry.yaml`.
 */
export interface Program {
  readonly page: string;
  readonly line: number;
  /** The file's name in the project: of its first line, else of its place in the page. */
  readonly file: string;
  readonly principal: string | undefined;
  readonly output: string;
  /** Where the output's block begins. */
  readonly outputLine: number;
}

const PATH = /^\/\/ (?:src\/)?([\w/-]+\.ts)(?: \(as ([\w/-]+)\))?$/m;

/** The name of a block's file below `src`, where the client is `./client/index.js`. */
const fileOf = ({ text, line }: Block): string =>
  PATH.exec(text.trimStart())?.[1] ?? `line-${line}${runnerOf(text) === undefined ? '' : '.test'}.ts`;

const runnerOf = (text: string): string | undefined => /^import .* from '(vitest|node:test)';$/m.exec(text)?.[1];

export function programsOf(page: string): readonly Program[] {
  const blocks = blocksOf(page);
  return blocks.flatMap((block, i) => {
    const next = blocks[i + 1];
    if (block.language !== 'ts' || next?.language !== 'text' || !next.follows) return [];
    const principal = PATH.exec(block.text)?.[2];
    return [{ page, line: block.line, file: fileOf(block), principal, output: next.text, outputLine: next.line }];
  });
}

/** The page's items, by entity. */
const seedOf = (page: string): Seed =>
  parse(
    blocksOf(page).find(({ language, text }) => language === 'yaml' && text.startsWith('# seed.yaml'))?.text ?? '{}',
  );

/** A file of a project whose module system resolves names without an extension: test/consumers runs it there. */
const WITHOUT_EXTENSION = /from '\.\.?\/[\w/-]+';$/m;

/** Writes a page's client and its `ts` blocks as the files of a project's `src`. */
export function writeProject(folder: string, page: string, model: Model): void {
  const files = [
    ...clientFiles(model).map(({ path, text }) => ({ path: join('client', path), text })),
    ...blocksOf(page)
      .filter(({ language, text }) => language === 'ts' && !WITHOUT_EXTENSION.test(text))
      .map((block) => ({ path: fileOf(block), text: `${block.text}\nexport {};\n` })),
  ];
  for (const { path, text } of files) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export interface Schema {
  readonly model: Model;
  readonly text: string;
}

/** A page's project in a folder of its own. */
function documentedProject(page: string, { model, text }: Schema): string {
  const folder = temporaryFolder();
  put(folder, `${model.service}.tenantry.yaml`, text);
  writeProject(join(folder, 'src'), page, model);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Runs a page's programs, each with a sandbox of its own, and returns what they print, on both streams. */
export async function runPrograms(
  page: string,
  schema: Schema,
  programs: readonly Program[],
): Promise<readonly string[]> {
  const folder = documentedProject(page, schema);
  await compile(
    folder,
    programs.map(({ file }) => file),
  );
  const printed: string[] = [];
  for (const { file, principal } of programs) {
    await using sandbox = await startSandbox({ model: schema.model, seed: seedOf(page), identityPoolRole: 'member' });
    const environment = {
      ...sandbox.env,
      ...(principal === undefined ? {} : callerOf(sandbox, principal)),
      ...(await tokenOf(sandbox, schema.model)),
    };
    const { status, output } = await run(folder, [builtOf(file)], environment);
    printed.push(status === 0 ? output : `exit status ${status}\n${output}`);
  }
  return printed;
}

/** The test files of a page, each with the runner that it imports. */
export const testsOf = (page: string): readonly { readonly file: string; readonly runner: string }[] =>
  blocksOf(page).flatMap((block) => {
    const runner = block.language === 'ts' ? runnerOf(block.text) : undefined;
    return runner === undefined ? [] : [{ file: fileOf(block), runner }];
  });

/** Returns the lines of the blocks that run: programs, test files, and what these import of the page. */
export function blocksThatRun(page: string): ReadonlySet<number> {
  const blocks = new Map(
    blocksOf(page).flatMap((block) => (block.language === 'ts' ? [[fileOf(block), block] as const] : [])),
  );
  const running = new Set<number>();
  const visit = (file: string): void => {
    const block = blocks.get(file);
    if (block === undefined || running.has(block.line)) return;
    running.add(block.line);
    for (const [, imported] of block.text.matchAll(/ from '\.\/([\w/-]+)\.js';$/gm)) visit(`${imported}.ts`);
  };
  for (const { file } of [...programsOf(page), ...testsOf(page)]) visit(file);
  return running;
}

/** Writes what programs print into their page. */
export function writeOutputs(page: string, programs: readonly Program[], printed: readonly string[]): void {
  const lines = readFileSync(join(ROOT, page), 'utf8').split('\n');
  for (const [i, { output, outputLine }] of [...programs.entries()].reverse())
    lines.splice(outputLine, output.split('\n').length - 1, ...(printed[i] ?? '').split('\n').slice(0, -1));
  writeFileSync(join(ROOT, page), lines.join('\n'));
}

/** Runs a page's test files as its reader would; returns what the runners print where one fails. */
export async function runTests(page: string, schema: Schema): Promise<readonly string[]> {
  const folder = documentedProject(page, schema);
  const of = (wanted: string): string[] =>
    testsOf(page).flatMap(({ file, runner }) => (runner === wanted ? [file] : []));
  const [forNode, forVitest] = [of('node:test'), of('vitest')];
  await compile(folder, forNode);
  const commands = [
    ...(forNode.length === 0 ? [] : [['--test', ...forNode.map(builtOf)]]),
    ...(forVitest.length === 0 ? [] : [[VITEST, 'run', ...forVitest.map((file) => `src/${file}`)]]),
  ];
  const failures: string[] = [];
  for (const command of commands) {
    const { status, output } = await run(folder, command, {});
    if (status !== 0) failures.push(output);
  }
  return failures;
}

const VITEST = 'node_modules/vitest/vitest.mjs';
const builtOf = (file: string): string => join('built', file.replace(/ts$/, 'mjs'));

async function compile(folder: string, files: readonly string[]): Promise<void> {
  await build({
    entryPoints: files.map((file) => join(folder, 'src', file)),
    outdir: join(folder, 'built'),
    outbase: join(folder, 'src'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    alias: { '@tenantry/runtime': join(ROOT, 'runtime/src') },
    packages: 'external',
  });
}

/** Runs Node without the variables of the test runner around it, which would change how other runners behave. */
async function run(
  cwd: string,
  command: readonly string[],
  environment: { readonly [name: string]: string },
): Promise<{ readonly status: unknown; readonly output: string }> {
  const env = { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', ...environment };
  const child = spawn(process.execPath, command, { cwd, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      output += data;
    });
  const status = await new Promise((resolve) => child.on('close', resolve));
  return { status, output };
}

function callerOf(sandbox: Sandbox, principal: string): { readonly [variable: string]: string } {
  const { accessKeyId, secretAccessKey, sessionToken } = sandbox.caller(principal);
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken ?? '',
  };
}

/** The token of Jane at acme, as a browser would send it, where the schema names a provider. */
async function tokenOf(sandbox: Sandbox, model: Model): Promise<{ readonly [variable: string]: string }> {
  if (model.identity.webIdentity === undefined) return {};
  const tags = { TenantId: 'acme', UserId: 'jane' };
  const claims = { 'custom:tenant_id': 'acme' };
  return { ID_TOKEN: await sandbox.webIdentityToken({ subject: 'jane', tags, claims }) };
}
