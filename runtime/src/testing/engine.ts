import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { endWithParent } from './end-with-parent.js';
import { listeningPort } from './listening-port.js';

/** A running DynamoDB engine. */
export interface Engine {
  readonly kind: 'dynoxide' | 'dynalite' | 'endpoint';
  /** For the `endpoint` option of a DynamoDBClient. Any credentials and region will do for an embedded engine. */
  readonly endpoint: string;
  /** Ends an embedded engine; leaves a given endpoint alone. */
  stop(): Promise<void>;
}

/**
 * Starts an engine for tests: the one at `DYNAMODB_ENDPOINT` when that is set, else `@dynoxide/linux-x64` when it is
 * installed, else `dynalite` (no transactions). The data is in memory and gone after `stop`.
 */
export async function startEngine(): Promise<Engine> {
  const given = process.env.DYNAMODB_ENDPOINT;
  if (given) return { kind: 'endpoint', endpoint: given, stop: async () => {} };
  const require = createRequire(import.meta.url);
  return (await startDynoxide(require)) ?? (await startDynalite(require));
}

async function startDynoxide(require: NodeJS.Require): Promise<Engine | undefined> {
  const binary = resolved(require, '@dynoxide/linux-x64/dynoxide');
  if (binary === undefined) return undefined;
  const child = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', '0'], { stdio: 'ignore' });
  await once(child, 'spawn');
  endWithParent(child);
  child.unref();
  const port = await portOf(child);
  return {
    kind: 'dynoxide',
    endpoint: `http://127.0.0.1:${port}`,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.ref();
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function startDynalite(require: NodeJS.Require): Promise<Engine> {
  if (resolved(require, 'dynalite') === undefined) {
    throw new Error('No DynamoDB engine found: install @dynoxide/linux-x64 or dynalite, or set DYNAMODB_ENDPOINT.');
  }
  const server = require('dynalite')({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    kind: 'dynalite',
    endpoint: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections?.();
      await closed;
    },
  };
}

function resolved(require: NodeJS.Require, id: string): string | undefined {
  try {
    return require.resolve(id);
  } catch {
    return undefined;
  }
}

/** The port that the system gave it: a port chosen beforehand could go to another engine that starts at the same time. */
async function portOf(child: ChildProcess): Promise<number> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      throw new Error('The DynamoDB engine (dynoxide) ended before it listened.');
    }
    const port = await listeningPort(child.pid).catch(() => undefined);
    if (port !== undefined) return port;
    await new Promise((resume) => setTimeout(resume, 2));
  }
  child.kill('SIGKILL');
  throw new Error('The DynamoDB engine (dynoxide) did not listen within 10 s.');
}
