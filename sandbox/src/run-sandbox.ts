import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { DYNALITE_LACKS } from './engine/engine-kind.js';
import { notStarted, SandboxNotStarted } from './not-started.js';
import type { SandboxOptions } from './options.js';
import type { Sandbox } from './sandbox.js';
import { startSandbox } from './start-sandbox.js';
import { explain } from './trace/explain.js';
import { liveView } from './trace/live-view.js';
import type { TraceRecord } from './trace/record.js';
import { unusedText } from './trace/usage.js';

export interface RunSandboxOptions
  extends Pick<
    SandboxOptions,
    | 'schema'
    | 'model'
    | 'environment'
    | 'port'
    | 'engine'
    | 'data'
    | 'record'
    | 'seed'
    | 'callers'
    | 'identityPoolRole'
    | 'webIdentityKeys'
  > {
  /** Say of every request how it was decided, and why. */
  readonly explain?: boolean;
  /** Show on the terminal, of this many columns, who asks what and how it is decided. */
  readonly live?: { columns(): number };
  /** Read the schema again whenever one of its files changes. */
  readonly watch?: boolean;
  /** How the environment is printed: lines for a shell, or one JSON object. */
  readonly format?: 'text' | 'json';
  /** A command to run in the environment; the sandbox ends with it. */
  readonly command?: readonly string[];
  /** Ends the sandbox, as SIGINT and SIGTERM do. */
  readonly signal?: AbortSignal;
  /** Where data and messages go: the process's own streams unless given. */
  readonly output?: (text: string) => void;
  readonly messages?: (text: string) => void;
}

/**
 * Runs `tenantry sandbox`: starts a sandbox, prints the environment to export, and stays until it is ended. Tables on
 * an engine that is given keep their names and stay. Resolves to the exit code: 0, or that of the command; rejects with
 * `SandboxNotStarted` where something is wrong with what it was given.
 */
export async function runSandbox(options: RunSandboxOptions): Promise<number> {
  const { output = (text) => process.stdout.write(text), messages: write = (text) => process.stderr.write(text) } =
    options;
  const ended = endOf(options.signal);
  const view = options.live && liveView(write, options.live.columns);
  const messages = view?.say ?? write;
  const onRequest = view?.add ?? (options.explain ? explainTo(messages) : undefined);
  const sandbox = await startSandbox({ ...options, tables: 'shared', ...(onRequest && { onRequest }) }).catch(
    (error) => {
      ended.forget();
      throw notStarted(error);
    },
  );
  const files = typeof options.schema === 'string' ? [options.schema] : (options.schema ?? []);
  const reload = (): void => {
    sandbox.reload().then(
      () => messages('The schema was read again.\n'),
      (error: Error) => messages(`${error.message}\nThe policies stay as they were.\n`),
    );
  };
  const unwatch = options.watch ? watchFiles(files, reload) : () => {};
  try {
    const { environment, engine, endpoints } = sandbox;
    messages(
      `Sandbox for ${environment.name} (${environment.account}, ${environment.region}) at ${endpoints.dynamodb}, engine ${engine.kind} at ${engine.endpoint}\n`,
    );
    if (engine.kind === 'dynalite') messages(`${DYNALITE_LACKS}\n`);
    if (options.command !== undefined) return await runCommand(options.command, sandbox, ended.promise);
    output(options.format === 'json' ? `${JSON.stringify(sandbox.env)}\n` : shellExports(sandbox.env));
    await ended.promise;
    return 0;
  } finally {
    ended.forget();
    unwatch();
    const usage = sandbox.usage();
    await sandbox.stop();
    view?.end();
    messages(unusedText(usage));
  }
}

const explainTo =
  (messages: (text: string) => void) =>
  (record: TraceRecord): void =>
    messages(`${explain(record)}\n`);

/**
 * Resolves when the process is asked to end, or npm that started it is gone. A second Ctrl-C ends it as it would without us.
 */
function endOf(signal: AbortSignal | undefined): { readonly promise: Promise<void>; forget(): void } {
  let end: () => void = () => {};
  const promise = new Promise<void>((resolve) => {
    end = resolve;
  });
  process.once('SIGINT', end).once('SIGTERM', end);
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) end();
  const unwatch = watchParent(end);
  return {
    promise,
    forget() {
      unwatch();
      process.off('SIGINT', end).off('SIGTERM', end);
      signal?.removeEventListener('abort', end);
    },
  };
}

async function runCommand(command: readonly string[], sandbox: Sandbox, ended: Promise<void>): Promise<number> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...sandbox.env } });
  void ended.then(() => child.kill('SIGTERM'));
  const [code] = (await once(child, 'exit').catch((error: Error) => {
    throw new SandboxNotStarted(`The command ${program} cannot be run: ${error.message}`, { cause: error });
  })) as [number | null];
  return code ?? 1;
}

const EVERY_MILLISECONDS = 500;

/**
 * Calls back when the process that started this one is gone. npm ends the shell that it runs a script in and not what the
 * shell runs, so a sandbox that npx started would go on for ever. Gives the function that ends the watch.
 */
function watchParent(gone: () => void): () => void {
  // Started by hand, a process may outlive its shell: nohup and disown mean that.
  if (process.env.npm_command === undefined) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, EVERY_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Lines that a POSIX shell reads: `export NAME='value'`. */
const shellExports = (env: { readonly [name: string]: string }): string =>
  Object.entries(env)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join('');

/** Editors write in several steps; files are read once they have come to rest. */
const REST_MILLISECONDS = 100;

/** Calls back when one of the files was changed or replaced. Gives the function that ends it. */
function watchFiles(files: readonly string[], changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  // Many editors save by putting a new file in the old one's place, which only its folder notices.
  const watchers = files.map((file) =>
    watch(dirname(file), (_event, name) => {
      if (name !== basename(file)) return;
      clearTimeout(timer);
      timer = setTimeout(changed, REST_MILLISECONDS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
