import { memoize } from '../../entity/memoize.js';
import type { DynamoDBClientLike, SendOptions } from '../../request/client.js';
import type { Replacement } from '../../wire/replacement.js';
import type { Arguments, Configuration, Handler, Middleware, Stack } from '../../wire/sdk.js';
import type { SigningIdentity } from '../../wire/signing-credentials.js';
import type { WiredCommand } from '../../wire/wired.js';
import { withSigner } from '../../wire/with-signer.js';
import { UnsupportedClient } from '../errors.js';
import { SessionSigner, type SigningConfiguration } from './session-signer.js';

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

/** A copy of the command, which `instanceof` and instrumentation take for it, resolving to a handler of its own. */
function identified<Output>(command: SentCommand<Output>, identity: SigningIdentity): SentCommand<Output> {
  const copy: SentCommand<Output> = Object.assign(Object.create(Object.getPrototypeOf(command)), command);
  const resolveMiddleware = (
    stack: Stack,
    configuration: ClientConfiguration,
    options: unknown,
  ): (() => Promise<{ output: Output }>) => {
    const signer = new SessionSigner(identity, configuration);
    const replacement = authScheme(selectIdentity(identity, signer, configuration));
    const session = sessionConfiguration(configuration, identity, signer);
    const sent = copy as unknown as Arguments & Partial<WiredCommand>;
    const handler =
      sent.resolveWith?.(stack, session, options, replacement) ??
      (command.resolveMiddleware as unknown as Resolve).call(command, joining(stack, replacement), session, options);
    return () => handler(sent) as unknown as Promise<{ output: Output }>;
  };
  return Object.assign(copy, { resolveMiddleware });
}

// The SDK's middleware that resolves the client's credentials and picks the signer. Since 3.500 under this name.
const AUTH_SCHEME = 'httpAuthSchemeMiddleware';
const SIGV4 = 'aws.auth#sigv4';

const authScheme = (middleware: Middleware): Replacement => ({
  name: AUTH_SCHEME,
  middleware,
  into(stack) {
    if (!stack.remove(AUTH_SCHEME)) throw new UnsupportedClient(`its middleware stack has no ${AUTH_SCHEME}`);
    stack.add(middleware, { step: 'serialize', priority: 'high', name: AUTH_SCHEME });
    return stack;
  },
});

/** The command joins the client's stack and its own into a new one: that is the one to change, and saves a copy. */
function joining(stack: Stack, replacement: Replacement): Stack {
  return Object.create(stack, { concat: { value: (from: Stack) => replacement.into(stack.concat(from)) } });
}

/** Takes its place: same scheme, same signer class of the SDK (clock skew and all), another key. */
function selectIdentity(
  identity: SigningIdentity,
  signer: SessionSigner,
  configuration: ClientConfiguration,
): Middleware {
  const scheme = configuration.httpAuthSchemes.find(({ schemeId }) => schemeId === SIGV4);
  if (scheme === undefined) throw new UnsupportedClient(`it has no auth scheme ${SIGV4}`);
  return (next, context) => async (args) => {
    context.__smithy_context.selectedHttpAuthScheme = {
      httpAuthOption: {
        schemeId: SIGV4,
        // The SDK's signer takes the key from `config.signer`, whatever identity it is given.
        signingProperties: { config: signedBy(signer, configuration), context },
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

const viewOf = /* @__PURE__ */ memoize((configuration: Configuration) => withSigner(configuration));

/** The client's configuration for the SDK's signer, of which what is the same for all sends is made once. */
const signedBy = (signer: SessionSigner, configuration: ClientConfiguration): object =>
  Object.assign(Object.create(viewOf(configuration)), { signer: async () => signer });

/** The client's configuration for the command: the account in the endpoint is the session's, and the handler looks twice. */
function sessionConfiguration(
  configuration: ClientConfiguration,
  identity: SigningIdentity,
  signer: SessionSigner,
): ClientConfiguration {
  return { ...configuration, credentials: async () => identity.signingCredentials(), requestHandler: signer };
}

interface ClientConfiguration extends SigningConfiguration, Configuration {
  readonly httpAuthSchemes: readonly { readonly schemeId: string; readonly signer: object }[];
}
type Resolve = (this: unknown, stack: Stack, configuration: Configuration, options: unknown) => Handler;
