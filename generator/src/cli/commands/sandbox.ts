import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Model } from '../../model/model.js';
import { CouldNotRun } from '../../project/could-not-run.js';
import { type CommandDefinition, SCHEMAS } from '../command.js';
import { type CommonOptions, type Context, projectOf } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printDiagnostics } from '../report/print-diagnostics.js';

export interface SandboxOptions extends CommonOptions {
  readonly environment?: string;
  readonly port?: string;
  readonly engine?: string;
  readonly data?: string;
  readonly seed?: string;
  readonly record?: string;
  readonly explain?: boolean;
  readonly live?: boolean;
  readonly watch?: boolean;
}

/** The part of `@tenantry/sandbox` that this command uses. That package depends on this one and so cannot be a dependency of it. */
interface SandboxModule {
  runSandbox(options: {
    readonly model: Model;
    /** Files to read again when they change; absent where the schema came from standard input. */
    readonly schema?: readonly string[];
    readonly environment?: string;
    readonly port?: number;
    readonly engine?: string;
    readonly data?: string;
    readonly seed?: string;
    readonly record?: string;
    readonly explain?: boolean;
    readonly live?: { columns(): number };
    readonly watch?: boolean;
    readonly format: 'text' | 'json';
    readonly command?: readonly string[];
    readonly output: (text: string) => void;
    readonly messages: (text: string) => void;
  }): Promise<number>;
}

export const sandbox: CommandDefinition = {
  name: 'sandbox',
  summary: 'run a local DynamoDB and STS that enforce the generated policies, with a command behind -- until that ends',
  arguments: [SCHEMAS],
  options: [
    { flags: '--environment <name>', description: 'the environment whose policies are enforced (default: the first)' },
    { flags: '--port <port>', description: 'the port to listen on (default: a free one)' },
    { flags: '--engine <url>', description: 'a DynamoDB to forward to (default: an embedded one)' },
    { flags: '--data <dir>', description: 'keep the data of the embedded engine here (default: in memory)' },
    { flags: '--seed <file>', description: 'items to begin with, by entity: YAML or JSON' },
    {
      flags: '--record <file>',
      description: 'append every request and its decision as JSON lines, and count which grants were used',
    },
    { flags: '--explain', description: 'print how every request was decided, and why' },
    { flags: '--live', description: 'show on the terminal who asks what, and how it is decided' },
    { flags: '--watch', description: 'read the schema again whenever it changes' },
  ],
  usage: '[options] [schema...] [-- command...]',
  examples: ['tenantry sandbox', 'tenantry sandbox -- node dist/main.js'],
  exitCodes: { 0: 'interrupted; with a command, its exit code', 1: 'a problem in the schema' },
  isOpenEnded: () => true,
  run,
};

async function run(context: Context<SandboxOptions>, args: readonly string[]): Promise<ExitCode> {
  const { terminal, options, toolchain, afterDashes: command } = context;
  const { schemas, sources } = await projectOf(context, args.slice(0, args.length - command.length));
  const { model, diagnostics } = await toolchain.readSchema(sources);
  await printDiagnostics(context, diagnostics, sources);
  if (model === undefined) return 1;
  const { runSandbox } = await load(terminal.cwd);
  const { environment, engine, data, seed, record, live, watch } = options;
  const isLive = live && terminal.interactive;
  const code = await runSandbox({
    model,
    ...(schemas.length === sources.length && { schema: schemas }),
    ...(environment !== undefined && { environment }),
    ...(options.port !== undefined && { port: portOf(options.port) }),
    ...(engine !== undefined && { engine }),
    ...(data !== undefined && { data: resolve(terminal.cwd, data) }),
    ...(seed !== undefined && { seed: resolve(terminal.cwd, seed) }),
    ...(record !== undefined && { record: resolve(terminal.cwd, record) }),
    // Where nobody watches, the decisions of the live view are written line by line.
    ...(isLive
      ? { live: { columns: () => process.stderr.columns || 80 } }
      : (options.explain || live) && { explain: true }),
    ...(watch && { watch }),
    ...(command.length > 0 && { command }),
    format: options.format === 'json' ? 'json' : 'text',
    output: terminal.out,
    messages: options.quiet ? () => {} : terminal.err,
  }).catch((error: Error) => {
    throw error.name === 'SandboxNotStarted' ? new CouldNotRun('input.sandbox', error.message) : error;
  });
  // Of a command that it ran, the code is passed on as it is.
  return code as ExitCode;
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new CouldNotRun('input.port', `The port must be an integer from 0 to 65535; got ${text}.`);
}

/** Loads the sandbox from the user's project first, so that it is their version; else from beside this package. */
async function load(cwd: string): Promise<SandboxModule> {
  for (const from of [pathToFileURL(join(cwd, 'package.json')).href, import.meta.url]) {
    try {
      const path = createRequire(from).resolve('@tenantry/sandbox');
      return await import(pathToFileURL(path).href);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new CouldNotRun(
    'input.no-sandbox',
    'The sandbox is not installed.',
    'Install it with `npm install --save-dev @tenantry/sandbox`.',
  );
}
