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
/** Refusals by status that will pass: the identity provider could not be reached. */
const TRANSIENT: ReadonlySet<string> = new Set([
  'IDPCommunicationError',
  'IDPCommunicationErrorException',
  'ServiceUnavailable',
  'InternalFailure',
]);

/** An error of the SDK as one of ours. */
export function issueFailure(scope: ScopeRecord, error: unknown): SessionError {
  if (error instanceof SessionError) return error;
  const { name, message, stack, $metadata, $response } = (
    error instanceof Error ? error : new Error(String(error))
  ) as SdkError;
  const text = redact(message);
  // Not the error itself: its `$response` leads to the socket and to the request, and that bears tokens.
  const cause = Object.assign(new Error(text), { name, stack: stack && redact(stack), $metadata });
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  if (THROTTLED.has(name) || status === 429) return new StsUnavailable(scope, 'throttled', text, cause);
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError' || name === 'ProviderError') {
    return new StsUnavailable(scope, 'base-credentials', text, cause);
  }
  if (status === undefined) return new StsUnavailable(scope, 'network', text, cause);
  if (status >= 500 || TRANSIENT.has(name)) return new StsUnavailable(scope, 'server', text, cause);
  if (status < 400) return new MalformedCredentials(scope, `the issuer's answer could not be read: ${text}`, cause);
  return new StsRefused(scope, name, text, { requestId: $metadata?.requestId, cause });
}

/** Errors of the SDK bear these; on others they are undefined. */
interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  /** There when the answer came, also when it could not be read. */
  readonly $response?: { readonly statusCode?: number };
}
