import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTableInput } from '@tenantry/runtime';
import { startEngine } from '@tenantry/runtime/testing';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { appTable } from '../../generated-example/client/index.js';
import { blocksOf } from '../support/markdown-blocks.js';
import { ROOT } from '../support/source-files.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** Runs a program against an engine with the tour's table, and returns what it prints. */
async function run(program: string): Promise<string> {
  const folder = temporaryFolder();
  const source = join(folder, 'src/program.ts');
  mkdirSync(dirname(source), { recursive: true });
  writeFileSync(source, program);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  symlinkSync(join(ROOT, 'generated-example/client'), join(folder, 'src/client'));
  const outfile = join(folder, 'program.mjs');
  await build({
    ...{ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' },
    alias: { '@tenantry/runtime/codegen-v1': join(ROOT, 'runtime/src/codegen-v1.ts') },
    external: ['@aws-sdk/*', '@smithy/*'],
  });
  const engine = await startEngine();
  const environment = {
    AWS_ENDPOINT_URL: engine.endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  const client = new DynamoDBClient({
    endpoint: engine.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    await client.send(new CreateTableCommand(createTableInput(appTable, 'flight-club-dev')));
    return execFileSync(process.execPath, ['--no-warnings', outfile], {
      encoding: 'utf8',
      env: { ...process.env, ...environment },
    });
  } finally {
    client.destroy();
    await engine.stop();
  }
}

it.each(['docs/updates.md', 'docs/stored-format.md'])('%s: its program prints what the page says', async (page) => {
  const blocks = blocksOf(page);
  const at = blocks.findIndex(({ language }) => language === 'ts');
  expect(await run(blocks[at]?.text ?? '')).toBe(blocks[at + 1]?.text);
});
