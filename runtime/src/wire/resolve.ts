import { attempts } from './attempts.js';
import { deserializer } from './deserialize.js';
import { entriesOf, type StackEntry } from './entries.js';
import { knownClient, knownOperation } from './known-client.js';
import type { Replacement } from './replacement.js';
import type { Configuration, Context, Handler, Logger, Stack } from './sdk.js';
import { serializer } from './serialize.js';
import { signing } from './sign.js';

/**
 * Gives the same as `stack.concat(from).resolve`, sooner: the order of the middleware is kept, JSON is written and read as it
 * is, and nothing is filtered for a log that nobody keeps. Undefined where the SDK must do it itself.
 */
export function resolver(
  stack: Stack,
  from: Stack,
  configuration: Configuration,
  replacement: Replacement | undefined,
): ((handler: Handler, context: Context) => Handler) | undefined {
  if (stack.identifyOnResolve?.()) return undefined;
  const entries = entriesOf(stack, from);
  if (replacement !== undefined && !entries.some(({ place }) => place.name === replacement.name)) return undefined;
  const client = knownClient(stack, from, entries, configuration);
  const { order } = client;
  if (order === undefined) return undefined;
  return (handler, context) => {
    const known = knownOperation(client, context.commandName);
    let next = handler;
    for (let i = order.length - 1; i >= 0; i--) {
      const entry = entries[order[i] as number] as StackEntry;
      const { middleware } = entry;
      const { name } = entry.place;
      if (name === 'serializerMiddleware') next = serializer(middleware, next, context, known);
      else if (name === 'deserializerMiddleware') next = deserializer(middleware, next, context, known, configuration);
      else if (name === 'retryMiddleware') next = attempts(middleware, next, context, client, configuration);
      else if (name === 'httpSigningMiddleware') next = signing(middleware, next, context, client, configuration);
      else if (name === 'loggerMiddleware' && isSilent(context.logger)) next = middleware(next, unfiltered(context));
      else if (replacement !== undefined && replacement.name === name) next = replacement.middleware(next, context);
      else next = middleware(next, context);
    }
    return next;
  };
}

/**
 * For the SDK's logger middleware alone, which filters each output for a log even where there is none: a quarter of a query.
 */
function unfiltered(context: Context): Context {
  return { ...context, inputFilterSensitiveLog: same, outputFilterSensitiveLog: same };
}

const same = <Each>(each: Each): Each => each;

const known = new WeakMap<Logger, boolean>();

/**
 * Returns whether a logger keeps nothing: none, or the SDK's own in its place. Minifiers rename its class, so its methods
 * are read.
 */
function isSilent(logger: Logger | undefined): boolean {
  if (logger === undefined) return true;
  const silent = known.get(logger) ?? (isEmpty(logger.info) && isEmpty(logger.error));
  known.set(logger, silent);
  return silent;
}

const isEmpty = (method: unknown): boolean =>
  method === undefined ||
  (typeof method === 'function' && /^(?:\w+|function\s*\w*)\(\)\s*\{\s*\}$/.test(String(method)));
