import type { SandboxOptions } from '../options.js';
import type { Sandbox } from '../sandbox.js';
import { startSandbox } from '../start-sandbox.js';

/** The hooks of a test runner that run once per file: vitest's and jest's, or node:test's. */
export type Hooks =
  | { readonly beforeAll: Hook; readonly afterAll: Hook }
  | { readonly before: Hook; readonly after: Hook };

// Runners differ in what else they take and give back.
type Hook = (run: () => Promise<void>) => unknown;

export interface UseSandboxOptions extends SandboxOptions {
  /** Put the sandbox's `env` into `process.env` for the tests of this file, and what was there back after them. */
  readonly setEnv?: boolean;
}

/**
 * A sandbox of this test file's own: started before its tests and gone after them. Use what it returns inside of tests;
 * before they run there is nothing in it.
 */
export function useSandbox({ setEnv = false, ...options }: UseSandboxOptions, hooks: Hooks): Sandbox {
  let started: Sandbox | undefined;
  let restore = (): void => {};
  const before = 'before' in hooks ? hooks.before : hooks.beforeAll;
  const after = 'after' in hooks ? hooks.after : hooks.afterAll;
  before(async () => {
    started = await startSandbox(options);
    if (setEnv) restore = withEnv(started.env);
  });
  after(async () => {
    restore();
    await started?.stop();
  });
  return new Proxy({} as Sandbox, {
    get(_target, name) {
      if (started === undefined) throw new Error('The sandbox is not started yet: use it inside of a test.');
      return Reflect.get(started, name);
    },
  });
}

function withEnv(env: { readonly [name: string]: string }): () => void {
  const saved = Object.keys(env).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, env);
  return () => {
    for (const [name, value] of saved) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
