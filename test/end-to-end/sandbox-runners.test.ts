import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { put } from '../support/temporary-folder.js';

/** Below the repository, so that the packages are found as in a user's project. */
const FOLDER = resolve('node_modules/.cache/sandbox-runners');
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const MARK = `sandbox-runners-${process.pid}`;

/** Processes that were started with the mark in their environment, and still run. */
const leftBehind = (): readonly string[] =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`MARK=${MARK}`);
    } catch {
      return false;
    }
  });

const file = (test: string): string => `
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { assertDenied, useSandbox } from '@tenantry/sandbox/testing';

const sandbox = useSandbox({ schema: ${JSON.stringify(resolve('schemas/flight-club.tenantry.yaml'))}, setEnv: true }, { before, after });
it('is fenced', async () => {
  const client = new DynamoDBClient({ credentials: sandbox.session('chief', { TenantId: 'acme', UserId: 'jane' }) });
  const get = (tenant) => client.send(new GetItemCommand({ TableName: 'flight-club-dev', Key: { pk: { S: 'TENANT#' + tenant }, sk: { S: 'CLUB' } } }));
  assert.equal((await get('acme')).Item, undefined);
  assert.equal((await assertDenied(get('beta'))).action, 'dynamodb:GetItem');
  ${test}
});
`;

describe.runIf(process.platform === 'linux')('files of node:test', () => {
  it('run side by side, each with a sandbox of its own, and leave nothing behind when one fails or is killed', async () => {
    const tests = {
      'a.test.mjs': '',
      'b.test.mjs': '',
      'fails.test.mjs': 'assert.fail();',
      'dies.test.mjs': 'process.kill(process.pid, 9);',
    };
    for (const [name, test] of Object.entries(tests)) put(FOLDER, name, file(test));
    const { stdout } = spawnSync(
      process.execPath,
      ['--test', ...Object.keys(tests).map((name) => join(FOLDER, name))],
      {
        encoding: 'utf8',
        timeout: 60_000,
        // Without vitest's own variables, which tell node:test that it runs inside of another run.
        env: { PATH: process.env.PATH, MARK, NODE_NO_WARNINGS: '1' },
      },
    );
    expect(stdout).toMatch(/^(#|ℹ) pass 2$/m);
    expect(stdout).toMatch(/^(#|ℹ) fail 2$/m);
    for (const end = Date.now() + 5000; leftBehind().length > 0 && Date.now() < end; ) {
      await new Promise((next) => setTimeout(next, 20));
    }
    expect(leftBehind()).toEqual([]);
  });
});
