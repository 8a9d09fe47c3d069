import type { Replacement } from './replacement.js';
import { resolver } from './resolve.js';
import type { Configuration, Handler, Stack } from './sdk.js';

/** A command that resolves its middleware the short way. */
export interface WiredCommand {
  /** `resolveMiddleware` with another middleware in the place of one of the client's. */
  resolveWith(stack: Stack, configuration: Configuration, options: unknown, replacement?: Replacement): Handler;
}

interface PlainCommand {
  resolveMiddleware(stack: Stack, configuration: Configuration, options: unknown): Handler;
}

/**
 * The SDK's command, sent the short way where the client allows and as the SDK does elsewhere, with the same result.
 * See docs/internals-requests.md. A class of its own, as clients with `cacheMiddleware` keep a handler for each class.
 */
export function wired<Command extends abstract new (...args: never) => object>(command: Command): Command {
  class Wired extends (command as unknown as new (input: object) => PlainCommand) implements WiredCommand {
    override resolveMiddleware(stack: Stack, configuration: Configuration, options: unknown): Handler {
      return this.resolveWith(stack, configuration, options);
    }

    resolveWith(stack: Stack, configuration: Configuration, options: unknown, replacement?: Replacement): Handler {
      const own: Stack = Object.create(stack);
      own.concat = (from) => {
        const resolve = resolver(stack, from, configuration, replacement);
        if (resolve) return { resolve } as Stack;
        return replacement ? replacement.into(stack.concat(from)) : stack.concat(from);
      };
      return super.resolveMiddleware(own, configuration, options);
    }
  }
  Object.defineProperty(Wired, 'name', { value: command.name });
  return Wired as unknown as Command;
}
