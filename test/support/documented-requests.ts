import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startSandbox } from '@tenantry/sandbox';
import { build } from 'esbuild';
import { clientFiles } from '../../generator/src/emit/typescript/client-files.js';
import { readSchema } from '../../generator/src/read-schema.js';
import { type Block, blocksOf } from './markdown-blocks.js';
import { ROOT } from './source-files.js';
import { temporaryFolder } from './temporary-folder.js';

/** A program of a page, and what the page says that it prints: the `text` block right behind it. */
export interface DocumentedProgram {
  readonly file: string;
  readonly line: number;
  readonly output: string;
}

function tourModel() {
  const file = 'schemas/flight-club.tenantry.yaml';
  const { model } = readSchema([{ file, text: readFileSync(join(ROOT, file), 'utf8') }]);
  if (model === undefined) throw new Error(`${file} has errors.`);
  return model;
}

const pathOf = ({ text, line }: Block): string => /^\/\/ src\/([\w-]+\.ts)$/m.exec(text)?.[1] ?? `line-${line}.ts`;

export function documentedPrograms(page: string): readonly DocumentedProgram[] {
  const blocks = blocksOf(page);
  return blocks.flatMap((block, i) => {
    const next = blocks[i + 1];
    if (block.language !== 'ts' || next?.language !== 'text') return [];
    return [{ file: pathOf(block), line: block.line, output: next.text }];
  });
}

/** Runs a page's programs, each with a sandbox of its own, and returns what each prints on both streams. */
export async function runDocumentedPrograms(page: string): Promise<readonly string[]> {
  const folder = temporaryFolder();
  const model = tourModel();
  const files = [
    ...clientFiles(model).map(({ path, text }) => ({ path: join('client', path), text })),
    ...blocksOf(page).flatMap((block) => (block.language === 'ts' ? [{ path: pathOf(block), text: block.text }] : [])),
  ];
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, 'src', path)), { recursive: true });
    writeFileSync(join(folder, 'src', path), text);
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const programs = documentedPrograms(page);
  await build({
    entryPoints: programs.map(({ file }) => join(folder, 'src', file)),
    outdir: join(folder, 'built'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    packages: 'external',
  });
  const printed: string[] = [];
  for (const { file } of programs) {
    await using sandbox = await startSandbox({ model });
    printed.push(await run(join(folder, 'built', file.replace(/ts$/, 'mjs')), sandbox.env));
  }
  return printed;
}

async function run(program: string, environment: { readonly [name: string]: string }): Promise<string> {
  const env = { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', ...environment };
  const child = spawn(process.execPath, [program], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      output += data;
    });
  const status = await new Promise((resolve) => child.on('close', resolve));
  return status === 0 ? output : `exit status ${status}\n${output}`;
}
