import { isPlain } from './canonical-request.js';
import type { KnownClient, Learned } from './known-client.js';
import { isSame } from './same.js';
import type { Configuration, Context, Handler, HttpRequest, Middleware, Signer } from './sdk.js';
import { signV4 } from './sign-v4.js';
import type { SigningCredentials } from './signing-credentials.js';
import { withSigner } from './with-signer.js';

/**
 * The SDK's signing, with a signer of the runtime in the place of the one that the SDK makes anew for each request. The first
 * request is signed by both: a client whose signer gives anything else, a byte of a header, keeps its own.
 */
export function signing(
  middleware: Middleware,
  next: Handler,
  context: Context,
  client: KnownClient,
  configuration: Configuration,
): Handler {
  const sign = middleware(next, context);
  return (args) => {
    const { schemeId, signingProperties } = context.__smithy_context.selectedHttpAuthScheme?.httpAuthOption ?? {};
    // A session's requests have a signer of their own.
    if (schemeId === 'aws.auth#sigv4' && signingProperties?.config === configuration) {
      if (client.signer?.original !== configuration.signer) client.signer = learner(configuration);
      if (client.signer?.trusted !== false) signingProperties.config = (client.signer as Learned).view;
    }
    return sign(args);
  };
}

function learner(configuration: Configuration): Learned {
  const keys = new WeakMap<object, SigningCredentials>();
  const { signer: original } = configuration;
  const learned: Learned = {
    original,
    trusted: undefined,
    view: withSigner(configuration, async (scheme) => ({ sign: (...all) => sign(scheme, ...all) })),
  };
  const sign = async (scheme: unknown, ...[request, options]: Parameters<Signer['sign']>): Promise<HttpRequest> => {
    const bySdk = async (): Promise<HttpRequest> => (await original(scheme)).sign(request, options);
    if (learned.trusted === false || !isPlain(request)) return bySdk();
    const given = await configuration.credentials();
    const key = keys.get(given) ?? { ...given, sessionToken: given.sessionToken, derived: undefined };
    keys.set(given, key);
    const signed = learned.trusted ? undefined : await bySdk();
    const headers = signV4(request, key, {
      date: options.signingDate ?? new Date(),
      region: options.signingRegion ?? configuration.signingRegion ?? (await regionOf(configuration)),
      service: options.signingService ?? configuration.signingName ?? 'dynamodb',
    });
    if (signed === undefined) return Object.assign(Object.create(Object.getPrototypeOf(request)), request, { headers });
    learned.trusted = isSame({ ...signed }, { ...request, headers });
    return signed;
  };
  return learned;
}

const regionOf = async ({ region }: Configuration): Promise<string> =>
  typeof region === 'function' ? region() : region;
