import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, readlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';

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

/**
 * Ends a child when this process ends, however it does: killed processes run no exit handlers. A shell reads from a pipe
 * that only this process holds open, and kills the child when the pipe closes.
 */
function endWithParent(child: ChildProcess): void {
  const guard = spawn('sh', ['-c', 'read -r _; kill -9 "$1"', 'sh', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Out of reach of a terminal's Ctrl-C, which would end the guard before what it guards.
    detached: true,
  });
  guard.unref();
  (guard.stdin as Socket | null)?.unref();
  guard.on('error', () => process.once('exit', () => child.kill('SIGKILL')));
  // A process id is soon another process's: without the child there is nothing to guard.
  child.once('exit', () => guard.kill('SIGKILL'));
}

/** The loopback port that a process listens on; undefined until it does. Reads `/proc`, so Linux only. */
async function listeningPort(pid: number): Promise<number | undefined> {
  const [sockets, table] = await Promise.all([socketsOf(pid), readFile(`/proc/${pid}/net/tcp`, 'utf8')]);
  for (const line of table.split('\n')) {
    // proc(5): sl, local address, remote address, state (0A is LISTEN), …, inode in the tenth column.
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    if (state === '0A' && sockets.has(inode)) return Number.parseInt(local.slice(local.indexOf(':') + 1), 16);
  }
  return undefined;
}

async function socketsOf(pid: number): Promise<ReadonlySet<string>> {
  const folder = `/proc/${pid}/fd`;
  const links = await Promise.all((await readdir(folder)).map((fd) => readlink(`${folder}/${fd}`).catch(() => '')));
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}
