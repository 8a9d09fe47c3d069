import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';

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
  const port = await freePort();
  const child = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  child.unref();
  const endpoint = `http://127.0.0.1:${port}`;
  await answering(endpoint, () => child.exitCode === null);
  return {
    kind: 'dynoxide',
    endpoint,
    async stop() {
      process.off('exit', end);
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.ref();
      child.kill('SIGTERM');
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answering(endpoint: string, alive: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    if (!alive()) throw new Error(`The DynamoDB engine at ${endpoint} ended before it answered.`);
    try {
      await fetch(endpoint);
      return;
    } catch {
      await new Promise((resume) => setTimeout(resume, 5));
    }
  }
  throw new Error(`The DynamoDB engine at ${endpoint} did not answer within 10 s.`);
}
