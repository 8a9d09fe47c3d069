import type { KnownClient } from './known-client.js';
import { isSame } from './same.js';
import type { Configuration, Context, Handler, HttpRequest, Middleware, Result, RetryStrategy } from './sdk.js';

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
    const { headers } = (args.request ?? {}) as Partial<HttpRequest>;
    const bySdk = (each: Handler): Promise<Result> => middleware(each, context)(args);
    const strategy = await configuration.retryStrategy();
    const { abortSignal } = context.__smithy_context;
    if (client.attempts === false || !isStandard(strategy) || abortSignal || !headers) return bySdk(next);
    const own = { [ID]: crypto.randomUUID(), 'amz-sdk-request': `attempt=1; max=${await configuration.maxAttempts()}` };
    if (client.attempts === undefined) {
      const expected = { ...headers, ...own };
      let same: boolean | undefined;
      const result = await bySdk((given) => {
        same ??= isSame({ ...headers, [ID]: own[ID] }, expected);
        return next(given);
      });
      const { attempts, totalRetryDelay } = result.output.$metadata as { readonly [name: string]: unknown };
      if (attempts === 1) client.attempts = same && totalRetryDelay === 0;
      return result;
    }
    const token = await strategy.acquireInitialRetryToken((context.partition_id as string | undefined) ?? '');
    try {
      Object.assign(headers, own);
      const { response, output } = await next(args);
      strategy.recordSuccess(token);
      Object.assign(output.$metadata as object, { attempts: 1, totalRetryDelay: 0 });
      return { response, output };
    } catch (error) {
      let told = false;
      return bySdk((given) => {
        (args.request as HttpRequest).headers[ID] = own[ID];
        if (told) return next(given);
        told = true;
        return Promise.reject(error);
      });
    }
  };
}

/** The SDK's own, of which the first attempt has no effect besides those here; not a subclass of a user. */
function isStandard(strategy: RetryStrategy): boolean {
  return strategy.mode === 'standard' && Object.hasOwn(Object.getPrototypeOf(strategy), 'getCapacity');
}
