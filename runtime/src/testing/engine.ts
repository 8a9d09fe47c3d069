import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
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

export interface EngineOptions {
  /** A folder for an embedded engine to keep its data in; made where it is not there. One engine at a time may use it. */
  readonly folder?: string;
  /** A file, or its URL, of a package that has an engine among its dependencies: package managers may let only that package see it. */
  readonly from?: string;
}

/**
 * Starts an engine for tests: the one at `DYNAMODB_ENDPOINT` when that is set, else `@dynoxide/linux-x64` when it is
 * installed, else `dynalite` (no transactions). Without a folder the data is in memory and gone after `stop`.
 */
export async function startEngine({ folder, from }: EngineOptions = {}): Promise<Engine> {
  const given = process.env.DYNAMODB_ENDPOINT;
  if (given) return { kind: 'endpoint', endpoint: given, stop: async () => {} };
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const places = [import.meta.url, ...(from === undefined ? [] : [from]), join(process.cwd(), 'package.json')];
  return (await startDynoxide(places, folder)) ?? (await startDynalite(places, folder));
}

async function startDynoxide(places: readonly string[], folder: string | undefined): Promise<Engine | undefined> {
  const binary = resolved('@dynoxide/linux-x64/dynoxide', places);
  if (binary === undefined) return undefined;
  const data = folder === undefined ? [] : ['--db-path', join(folder, 'dynoxide.sqlite')];
  const child = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', '0', ...data], { stdio: 'ignore' });
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

async function startDynalite(places: readonly string[], folder: string | undefined): Promise<Engine> {
  const entry = resolved('dynalite', places);
  if (entry === undefined) {
    throw new Error('No DynamoDB engine found: install @dynoxide/linux-x64 or dynalite, or set DYNAMODB_ENDPOINT.');
  }
  const data = folder === undefined ? {} : { path: join(folder, 'dynalite') };
  const server = createRequire(entry)(entry)({ ...data, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
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

/** From beside this package or the caller's, else from the user's project: package managers differ in what they let a package see. */
function resolved(id: string, places: readonly string[]): string | undefined {
  for (const place of places) {
    try {
      return createRequire(place).resolve(id);
    } catch {
      // Not from here.
    }
  }
  return undefined;
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
