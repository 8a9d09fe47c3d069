import type { Context } from '../context.js';
import type { ExitCode } from '../exit-code.js';

/** What carries out a command: its positional arguments, and the options in the context. */
export type CommandFunction = (context: Context, args: readonly string[]) => Promise<ExitCode>;

export type CommandName =
  | 'generate'
  | 'check'
  | 'validate'
  | 'verify'
  | 'diff'
  | 'model'
  | 'lint'
  | 'import'
  | 'sandbox'
  | 'init'
  | 'eject'
  | 'completion';

/** Every command, loaded when it runs. */
export const COMMANDS: { readonly [name in CommandName]: () => Promise<CommandFunction> } = {
  generate: async () => (await import('./generate.js')).generate,
  check: async () => (await import('./check.js')).check,
  validate: async () => (await import('./validate.js')).validate,
  verify: async () => (await import('./verify.js')).verify,
  diff: async () => (await import('./diff.js')).diff,
  model: async () => (await import('./model.js')).model,
  lint: async () => (await import('./lint.js')).lint,
  import: async () => (await import('./import.js')).importModel,
  sandbox: async () => (await import('./sandbox.js')).sandbox,
  init: async () => (await import('./init.js')).init,
  eject: async () => (await import('./eject.js')).eject,
  completion: async () => (await import('./completion.js')).completion,
};
