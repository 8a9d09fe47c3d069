import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { startEngine } from '@tenantry/runtime/testing';
import { type Sandbox, startSandbox } from '@tenantry/sandbox';
import { describe, expect, it } from 'vitest';
import { flightClubModel } from '../support/flight-club-model.js';

/** Processes that were started by a process, at any depth, still running. */
function descendants(pid: number): readonly number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, state, parent] = /^\d+ \(.*\) (\S) (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
        return Number(parent) === pid && state !== 'Z' ? [Number(name)] : [];
      } catch {
        return [];
      }
    });
  return children.flatMap((child) => [child, ...descendants(child)]);
}

const isRunning = (pid: number): boolean => {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

async function started(): Promise<{
  readonly child: ChildProcess;
  readonly url: string;
  readonly others: readonly number[];
}> {
  const child = spawn(process.execPath, ['test/support/run-sandbox-process.mjs', 'schemas/flight-club.tenantry.yaml'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr?.on('data', (text) => {
    errors += text;
  });
  const line = await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), once(child, 'exit')]);
  if (child.exitCode !== null) throw new Error(`The sandbox ended: ${errors}`);
  return {
    child,
    url: JSON.parse(String(line[0])).AWS_ENDPOINT_URL_DYNAMODB,
    others: descendants(child.pid as number),
  };
}

describe.runIf(process.platform === 'linux')('the process of a sandbox', () => {
  it.each<[NodeJS.Signals, number | null]>([
    ['SIGINT', 0],
    ['SIGTERM', 0],
    ['SIGKILL', null],
  ])('ends with %s and leaves no process behind', async (signal, code) => {
    const { child, url, others } = await started();
    expect((await fetch(url)).status).toBe(200);
    expect(others.length).toBeGreaterThan(0);
    const exited = once(child, 'exit');
    child.kill(signal);
    expect((await exited)[0]).toBe(code);
    for (const end = Date.now() + 5000; others.some(isRunning) && Date.now() < end; ) {
      await new Promise((next) => setTimeout(next, 10));
    }
    expect(others.filter(isRunning)).toEqual([]);
  });
});

it.runIf(process.platform === 'linux')('a sandbox that npx started ends with npx', async () => {
  // npm kills the shell that it runs a script in, and not what the shell runs.
  const script = `${process.execPath} test/support/run-sandbox-process.mjs schemas/flight-club.tenantry.yaml; true`;
  const shell = spawn('sh', ['-c', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, npm_command: 'exec' },
  });
  await once(shell.stdout as NodeJS.ReadableStream, 'data');
  const others = descendants(shell.pid as number);
  expect(others.length).toBeGreaterThan(1);
  shell.kill('SIGTERM');
  for (const end = Date.now() + 10_000; others.some(isRunning) && Date.now() < end; ) {
    await new Promise((next) => setTimeout(next, 20));
  }
  expect(others.filter(isRunning)).toEqual([]);
});

describe('several sandboxes', () => {
  const put = async (sandbox: Sandbox, tenant: string): Promise<void> => {
    const client = new DynamoDBClient({
      endpoint: sandbox.endpoints.dynamodb,
      region: 'eu-west-1',
      credentials: sandbox.session('chief', { TenantId: tenant, UserId: 'jane' }),
    });
    const Item = { pk: { S: `TENANT#${tenant}` }, sk: { S: 'CLUB' } };
    await client.send(new PutItemCommand({ TableName: 'flight-club-dev', Item }));
    client.destroy();
  };
  const clubs = async (sandbox: Sandbox): Promise<readonly (string | undefined)[]> => {
    const client = new DynamoDBClient({
      endpoint: sandbox.endpoints.dynamodb,
      region: 'eu-west-1',
      credentials: sandbox.session('operator'),
    });
    const { Items = [] } = await client.send(new ScanCommand({ TableName: 'flight-club-dev' }));
    client.destroy();
    return Items.map(({ pk }) => pk?.S);
  };

  it('start at once, share nothing, and know only credentials of their own', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => startSandbox({ model: flightClubModel })));
    await Promise.all(all.map((sandbox, i) => put(sandbox, `t${i}`)));
    expect(await Promise.all(all.map(clubs))).toEqual(all.map((_, i) => [`TENANT#t${i}`]));
    const [first, second] = all;
    if (first === undefined || second === undefined) throw new Error('none started');
    const mixed = { ...first, session: second.session } as Sandbox;
    await expect(clubs(mixed)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    await Promise.all(all.map((sandbox) => sandbox.stop()));
  });

  it('share an engine that is given without sharing a table, and leave none on it', async () => {
    const engine = await startEngine();
    const all = await Promise.all(
      Array.from({ length: 3 }, () => startSandbox({ model: flightClubModel, engine: engine.endpoint })),
    );
    await Promise.all(all.map((sandbox, i) => put(sandbox, `t${i}`)));
    expect(await Promise.all(all.map(clubs))).toEqual(all.map((_, i) => [`TENANT#t${i}`]));
    await Promise.all(all.map((sandbox) => sandbox.stop()));
    await using witness = await startSandbox({ model: flightClubModel, engine: engine.endpoint, tables: 'shared' });
    expect(await clubs(witness)).toEqual([]);
    await engine.stop();
  });
});
