import { MalformedCredentials, type ScopeRecord, SessionError, StsRefused, StsUnavailable } from './errors.js';

const MAX_LENGTH = 2000;

/** Without what looks like a JWT, a session token or a signature. AWS's messages hold none, but a proxy's may. */
export function redact(text: string): string {
  return text
    .replaceAll(/eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '[token]')
    .replaceAll(/[A-Za-z0-9+/=_-]{100,}/g, '[…]')
    .slice(0, MAX_LENGTH);
}

// By error code: https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html and the SDK's throttling codes.
const THROTTLED: ReadonlySet<string> = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'BandwidthLimitExceeded',
]);
/** Failures of the service that may come with the status of a refusal. */
const OF_SERVICE: ReadonlySet<string> = new Set(['ServiceUnavailable', 'InternalFailure', 'RequestTimeoutException']);
const OF_IDENTITY_PROVIDER: ReadonlySet<string> = new Set(['IDPCommunicationError', 'IDPCommunicationErrorException']);

// Of a signed call. https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html, the older names of
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html, and the SDK's own list of skewed clocks.
const OF_BASE_CREDENTIALS: ReadonlySet<string> = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'InvalidToken',
  'UnrecognizedClient',
  'UnrecognizedClientException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'AuthFailure',
  'OptInRequired',
]);
const OF_CLOCK: ReadonlySet<string> = new Set(['RequestExpired', 'RequestTimeTooSkewed', 'RequestInTheFuture']);
/** The SDK's names for an answer with the status of a refusal and without an error code. */
const UNREADABLE = /^(|Error|SyntaxError|Unknown|UnknownError|NotFound|\w+ServiceException)$/;
/** The SDK's provider chain found no credentials, or could not get them. */
const OF_PROVIDER: ReadonlySet<string> = new Set(['CredentialsProviderError', 'TokenProviderError', 'ProviderError']);

/** The application's own credentials could not be obtained, whatever their provider says. */
export class BaseCredentialsFailure extends Error {}

/** The error of a call as one of ours. `signed`: with the application's own credentials, whose faults refuse nobody. */
export function issueFailure(scope: ScopeRecord, error: unknown, signed: boolean): SessionError {
  if (error instanceof SessionError) return error;
  if (error instanceof BaseCredentialsFailure) return ofBaseCredentials(scope, error);
  const { name, message, stack, $metadata, $response } = (
    error instanceof Error ? error : new Error(String(error))
  ) as SdkError;
  const text = redact(message);
  // Not the error itself: its `$response` leads to the socket and to the request, and that bears tokens.
  const cause = Object.assign(new Error(text), { name, stack: stack && redact(stack), $metadata });
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  const unavailable = unavailability(name, message, status, signed);
  if (unavailable !== undefined) return new StsUnavailable(scope, unavailable, text, cause);
  if (status !== undefined && status < 400)
    return new MalformedCredentials(scope, `the issuer's answer could not be read: ${text}`, cause);
  return new StsRefused(scope, name, text, { requestId: $metadata?.requestId, cause });
}

/** Failures that the next scope would meet, too. */
export const isOfIssuer = (error: unknown): error is StsUnavailable =>
  error instanceof StsUnavailable && error.reason !== 'source' && error.reason !== 'identity-provider';

function unavailability(
  name: string,
  message: string,
  status: number | undefined,
  signed: boolean,
): StsUnavailable['reason'] | undefined {
  if (THROTTLED.has(name) || status === 429) return 'throttled';
  if (OF_PROVIDER.has(name)) return 'base-credentials';
  if (OF_IDENTITY_PROVIDER.has(name)) return 'identity-provider';
  // A signature whose date is off is refused in these words: "Signature expired: … is now earlier than …", "Signature not
  // yet current: …".
  if (signed && (OF_CLOCK.has(name) || /signature (expired|not yet current)/i.test(message))) return 'clock';
  if (signed && OF_BASE_CREDENTIALS.has(name)) return 'base-credentials';
  if (status === undefined) return 'network';
  if (status >= 500 || OF_SERVICE.has(name)) return 'server';
  // An answer whose error code cannot be read is not the service's: a proxy's, say.
  return status >= 400 && UNREADABLE.test(name) ? 'server' : undefined;
}

function ofBaseCredentials(scope: ScopeRecord, { cause }: BaseCredentialsFailure): StsUnavailable {
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
  const kept = Object.assign(new Error(redact(message)), { name });
  return new StsUnavailable(scope, 'base-credentials', redact(message), kept);
}

/** Errors of the SDK bear these; on others they are undefined. */
interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  /** There when the answer came, also when it could not be read. */
  readonly $response?: { readonly statusCode?: number };
}
