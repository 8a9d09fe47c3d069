import { bodyHash, canonicalResource } from '../../wire/canonical-request.js';
import { type SignableRequest, signV4 } from '../../wire/sign-v4.js';
import type { SigningCredentials, SigningIdentity } from '../../wire/signing-credentials.js';
import { WrongIdentity } from '../errors.js';

/** The arguments that the SDK's SigV4 auth scheme passes to its signer for one attempt. */
interface SigningArguments {
  readonly signingDate?: Date;
  readonly signingRegion?: string;
  readonly signingService?: string;
}

/** The client configuration that signing looks at. */
export interface SigningConfiguration {
  readonly region: string | (() => Promise<string>);
  readonly requestHandler: RequestHandler;
}

export interface RequestHandler {
  readonly metadata?: unknown;
  handle(request: SignableRequest, options?: object): Promise<unknown>;
}

/**
 * Signs the attempts of one send for one identity, and is its request handler, which lets no request out that bears another.
 */
export class SessionSigner implements RequestHandler {
  readonly #identity: SigningIdentity;
  readonly #configuration: SigningConfiguration;
  #last: SigningCredentials | undefined;

  constructor(identity: SigningIdentity, configuration: SigningConfiguration) {
    this.#identity = identity;
    this.#configuration = configuration;
  }

  /** One attempt. `SignatureV4.sign` has this shape, and the SDK calls it in its place. */
  async sign<R extends SignableRequest>(
    request: R,
    { signingDate, signingRegion, signingService }: SigningArguments = {},
  ): Promise<R> {
    const { region } = this.#configuration;
    const credentials = await this.#identity.signingCredentials();
    this.#last = credentials;
    const scope = {
      date: signingDate ?? new Date(),
      region: signingRegion ?? (typeof region === 'function' ? await region() : region),
      service: signingService ?? 'dynamodb',
    };
    const headers = signV4(request, credentials, scope, canonicalResource(request), bodyHash(request.body));
    // A copy of the same class: the retry signs the unsigned original again.
    return Object.assign(Object.create(Object.getPrototypeOf(request)), request, { headers }) as R;
  }

  get metadata(): unknown {
    return this.#configuration.requestHandler.metadata;
  }

  /** The client's request handler behind a last look at the signature: whatever the middleware did, it must be ours. */
  async handle(request: SignableRequest, options?: object): Promise<unknown> {
    const credentials = this.#last;
    if (credentials === undefined || !signedWith(request, credentials)) throw new WrongIdentity();
    return this.#configuration.requestHandler.handle(request, options);
  }

  /** Tells the identity that the service refuses its credentials, so that the next request gets new ones. */
  failed(error: unknown): void {
    const name = error instanceof Error ? error.name : '';
    if (this.#last !== undefined && REJECTED.has(name)) this.#identity.rejected(this.#last);
  }
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html and its common errors.
const REJECTED: ReadonlySet<string> = new Set([
  'ExpiredTokenException',
  'ExpiredToken',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
]);

function signedWith({ headers }: SignableRequest, { accessKeyId, sessionToken }: SigningCredentials): boolean {
  return (
    headers.authorization?.startsWith(`AWS4-HMAC-SHA256 Credential=${accessKeyId}/`) === true &&
    headers['x-amz-security-token'] === sessionToken
  );
}
