import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SCHEMA } from './project.mjs';

const ours = ['src', 'test', 'app', 'dist', 'out', 'policies', '.next', 'package.json', 'next-env.d.ts'];
const configs = [
  'tsconfig.json',
  'jest.config.cjs',
  'vitest.config.mjs',
  'webpack.config.cjs',
  'rollup.config.mjs',
  'start.cjs',
];

/** Lays a row's project into a folder that has its node_modules, generates the client and runs its steps. Returns undefined, or what failed. */
export function runRow(row, base) {
  for (const name of [...ours, ...configs]) rmSync(join(base, name), { recursive: true, force: true });
  const files = {
    'package.json': JSON.stringify({
      name: 'consumer',
      private: true,
      ...(row.type === 'module' && { type: 'module' }),
    }),
    'desk.tenantry.yaml': SCHEMA,
    'tenantry.config.yaml': `schema: desk.tenantry.yaml\nextension: ${row.extension}\n`,
    ...row.files,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  }
  const generate = { run: ['node', 'node_modules/tenantry/bin/tenantry.js', 'generate', '--quiet'] };
  for (const step of [generate, ...row.steps]) {
    const failure = runStep(step, base);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function runStep({ run: [, ...argv], prints }, cwd) {
  // Without a test runner's own variables, which tell another that it runs inside of it.
  const { PATH, HOME, DYNAMODB_ENDPOINT } = process.env;
  const env = {
    PATH,
    HOME,
    NODE_NO_WARNINGS: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    ...(DYNAMODB_ENDPOINT && { DYNAMODB_ENDPOINT }),
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
    cwd,
    env,
    encoding: 'utf8',
    timeout: 300_000,
  });
  if (status !== 0) return `${argv.join(' ')} ended with ${status}:\n${stdout}${stderr}`;
  if (prints !== undefined && stdout !== prints)
    return `${argv.join(' ')} printed ${JSON.stringify(stdout)} in place of ${JSON.stringify(prints)}.\n${stderr}`;
  return undefined;
}
