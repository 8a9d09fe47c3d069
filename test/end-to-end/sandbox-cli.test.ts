import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { put, temporaryFolder } from '../support/temporary-folder.js';

const SCHEMA = 'schemas/flight-club.tenantry.yaml';
const BIN = 'generator/bin/tenantry.js';

function sandbox(args: readonly string[], input = ''): { readonly status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'sandbox', ...args], {
    encoding: 'utf8',
    input,
    timeout: 30_000,
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  return { status, out: stdout, err: stderr };
}

describe('tenantry sandbox', () => {
  it('takes a schema from standard input and a seed, and gives a command the environment', () => {
    const base = temporaryFolder();
    put(base, 'seed.yaml', 'Airport:\n  - { country: CH, icao: LSGS, name: Sion, elevation: 482 }\n');
    const script = `
      import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
      import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
      const sts = new STSClient({});
      const { Credentials: c } = await sts.send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::111122223333:role/flight-club-visitor', RoleSessionName: 'visitor' }));
      const client = new DynamoDBClient({ credentials: { accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretAccessKey, sessionToken: c.SessionToken } });
      const get = (pk, sk) => client.send(new GetItemCommand({ TableName: 'flight-club-dev', Key: { pk: { S: pk }, sk: { S: sk } } }));
      console.log((await get('PUBLIC#AIRPORT#CH', 'LSGS')).Item.name.S, await get('TENANT#acme', 'CLUB').catch((e) => e.name));
      process.exit(3);`;
    const seed = join(base, 'seed.yaml');
    const command = ['--', process.execPath, '--input-type=module', '-e', script];
    const { status, out, err } = sandbox(['-', '--seed', seed, '--explain', ...command], readFileSync(SCHEMA, 'utf8'));
    expect({ status, out }).toEqual({ status: 3, out: 'Sion AccessDeniedException\n' });
    expect(err).toMatch(/^denied {5}GetItem {2}flight-club-visitor\/visitor/m);
  });

  it.each<[string, readonly string[], number, RegExp]>([
    [
      'an environment that is not there',
      [SCHEMA, '--environment', 'x'],
      2,
      /^tenantry: The schema has no environment "x"/,
    ],
    [
      'an engine that is not there',
      [SCHEMA, '--engine', 'http://127.0.0.1:1'],
      2,
      /^tenantry: The engine at .* ECONNREF/,
    ],
    ['a seed that is not there', [SCHEMA, '--seed', 'x'], 2, /^tenantry: The seed .* cannot be read: ENOENT/],
    [
      'a command that is not there',
      [SCHEMA, '--', 'no-such-command'],
      2,
      /^tenantry: The command no-such-command cannot/m,
    ],
    ['a schema with errors', ['package.json'], 1, /^package\.json:1:1 - error /],
  ])('says what is wrong with %s', (_what, args, code, message) => {
    const { status, out, err } = sandbox(args);
    expect({ status, out }).toEqual({ status: code, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toContain('Internal error');
  });
});
