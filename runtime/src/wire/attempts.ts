import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { KnownClient } from './known-client.js';
import type { Configuration, Context, Handler, HttpRequest, Middleware, RetryStrategy } from './sdk.js';

const ID = 'amz-sdk-invocation-id';

/**
 * The SDK's retries. Before each request they make an Error, for a failure that may come, whose stack takes a seventh of a
 * `get`. So the first attempt is made here, and the SDK's middleware goes on where it fails. It makes the first request of a
 * client itself, to see that it does no more than what is done here.
 */
export function attempts(
  middleware: Middleware,
  next: Handler,
  context: Context,
  client: KnownClient,
  configuration: Configuration,
): Handler {
  return async (args) => {
    const request = args.request as HttpRequest;
    const strategy = await configuration.retryStrategy();
    if (client.attempts === false || !isStandard(strategy) || context.__smithy_context.abortSignal !== undefined)
      return middleware(next, context)(args);
    const most = await configuration.maxAttempts();
    const id = randomUUID();
    const first = { [ID]: id, 'amz-sdk-request': `attempt=1; max=${most}` };
    if (client.attempts === undefined) return learn(middleware, next, context, client, first)(args);
    const token = await strategy.acquireInitialRetryToken((context.partition_id as string | undefined) ?? '');
    Object.assign(request.headers, first);
    try {
      const { response, output } = await next(args);
      strategy.recordSuccess(token);
      Object.assign(output.$metadata as object, { attempts: 1, totalRetryDelay: 0 });
      return { response, output };
    } catch (error) {
      let told = false;
      const goOn: Handler = (again) => {
        Object.assign((again.request as HttpRequest).headers, { [ID]: id });
        if (told) return next(again);
        told = true;
        return Promise.reject(error);
      };
      return middleware(goOn, context)(args);
    }
  };
}

/** The SDK's own, of which the first attempt has no effect besides those here; not a subclass of a user. */
function isStandard(strategy: RetryStrategy): boolean {
  return strategy.mode === 'standard' && Object.hasOwn(Object.getPrototypeOf(strategy), 'getCapacity');
}

function learn(
  middleware: Middleware,
  next: Handler,
  context: Context,
  client: KnownClient,
  first: { readonly [name: string]: string },
): Handler {
  return async (args) => {
    const before = { ...(args.request as HttpRequest).headers };
    let sent: HttpRequest['headers'] | undefined;
    const result = await middleware((given) => {
      sent ??= { ...(given.request as HttpRequest).headers };
      return next(given);
    }, context)(args);
    const { attempts, totalRetryDelay } = result.output.$metadata as { [name: string]: unknown };
    const expected = { ...before, ...first, [ID]: sent?.[ID] };
    if (attempts === 1) client.attempts = totalRetryDelay === 0 && isDeepStrictEqual(sent, expected);
    return result;
  };
}
