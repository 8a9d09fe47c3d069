import type { DynamoDBClientLike, SendOptions } from '../../request/client.js';
import { UnsupportedClient } from '../errors.js';
import { SessionSigner, type SigningConfiguration } from './session-signer.js';
import type { SigningIdentity } from './signing-credentials.js';

/** A command of client-dynamodb or lib-dynamodb; only this much of it is used. */
export interface SentCommand<Output = unknown> {
  resolveMiddleware(stack: never, configuration: never, options: never): (args: never) => Promise<{ output: Output }>;
}

/**
 * `client.send(command, options)`, signed by `identity` instead of the client's own credentials, which are not even resolved.
 *
 * The client and the command are left as they are, so one of each can be sent under many identities at once. Retries,
 * endpoints, middleware and hooks are the client's. Every attempt asks the identity anew. A request that would leave
 * with any other signature is stopped with `WrongIdentity`.
 */
export function sendWithIdentity<Output>(
  client: DynamoDBClientLike,
  command: SentCommand<Output>,
  identity: SigningIdentity,
  options: SendOptions = {},
): Promise<Output> {
  // Options that are not undefined keep the client from using `cacheMiddleware`, whose cached handlers sign with the client's credentials.
  return client.send(identified(command, identity) as never, { ...options } as never) as Promise<Output>;
}

/** A command that `instanceof`, `input` and instrumentation take for the original, resolving to a handler of its own. */
function identified<Output>(command: SentCommand<Output>, identity: SigningIdentity): SentCommand<Output> {
  const resolveMiddleware = (
    stack: Stack,
    configuration: Configuration,
    options: unknown,
  ): (() => Promise<{ output: Output }>) => {
    const signer = new SessionSigner(identity, configuration);
    const select = selectIdentity(identity, signer, configuration);
    // The command joins the client's stack and its own into a new one: that is the one to change, and saves a copy.
    const concat = (from: Stack): Stack => {
      const joined = stack.concat(from);
      if (!joined.remove(AUTH_SCHEME)) throw new UnsupportedClient(`its middleware stack has no ${AUTH_SCHEME}`);
      joined.add(select, { step: 'serialize', priority: 'high', name: AUTH_SCHEME });
      return joined;
    };
    const own = Object.create(stack, { concat: { value: concat } }) as Stack;
    const resolve = command.resolveMiddleware as Resolve<Output>; // bivariant: the SDK's own types for these
    const handler = resolve.call(command, own, sessionConfiguration(configuration, identity, signer), options);
    return () => handler(command);
  };
  return Object.create(command, { resolveMiddleware: { value: resolveMiddleware } }) as SentCommand<Output>;
}

// The SDK's middleware that resolves the client's credentials and picks the signer. Since 3.500 under this name.
const AUTH_SCHEME = 'httpAuthSchemeMiddleware';
const SIGV4 = 'aws.auth#sigv4';

/** Takes its place: same scheme, same signer class of the SDK (clock skew and all), another key. */
function selectIdentity(identity: SigningIdentity, signer: SessionSigner, configuration: Configuration): Middleware {
  const scheme = configuration.httpAuthSchemes.find(({ schemeId }) => schemeId === SIGV4);
  if (scheme === undefined) throw new UnsupportedClient(`it has no auth scheme ${SIGV4}`);
  return (next, context) => async (args) => {
    context.__smithy_context.selectedHttpAuthScheme = {
      httpAuthOption: {
        schemeId: SIGV4,
        // The SDK's signer takes the key from `config.signer`, whatever identity it is given.
        signingProperties: { config: signingView(configuration, signer), context },
      },
      identity: await identity.signingCredentials(),
      signer: scheme.signer,
    };
    try {
      return await next(args);
    } catch (error) {
      signer.failed(error);
      throw error;
    }
  };
}

/** The client's configuration for its signer: it learns the clock offset, which belongs to the client. */
function signingView(configuration: Configuration, signer: SessionSigner): object {
  return Object.create(configuration, {
    signer: { value: async () => signer },
    systemClockOffset: {
      get: () => configuration.systemClockOffset,
      set: (offset: number) => {
        configuration.systemClockOffset = offset;
      },
    },
  });
}

/** The client's configuration for the command: the account in the endpoint is the session's, and the handler looks twice. */
function sessionConfiguration(
  configuration: Configuration,
  identity: SigningIdentity,
  signer: SessionSigner,
): Configuration {
  return { ...configuration, credentials: async () => identity.signingCredentials(), requestHandler: signer.guarded() };
}

// The SDK's shapes, as far as they are used here, and the same from 3.705 to today; @smithy/types is no peer of ours.
interface Configuration extends SigningConfiguration {
  systemClockOffset: number;
  readonly credentials?: unknown;
  readonly httpAuthSchemes: readonly { readonly schemeId: string; readonly signer: object }[];
}
interface Context {
  readonly __smithy_context: { selectedHttpAuthScheme?: object };
}
type Handler = (args: unknown) => Promise<unknown>;
type Middleware = (next: Handler, context: Context) => Handler;
interface Stack {
  concat(from: Stack): Stack;
  remove(name: string): boolean;
  add(
    middleware: Middleware,
    options: { readonly step: 'serialize'; readonly priority: 'high'; readonly name: string },
  ): void;
}
type Resolve<Output> = (
  this: unknown,
  stack: Stack,
  configuration: Configuration,
  options: unknown,
) => (args: unknown) => Promise<{ output: Output }>;
