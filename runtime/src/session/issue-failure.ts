import { MalformedCredentials, type ScopeRecord, SessionError, StsRefused, StsUnavailable } from './errors.js';

const MAX_MESSAGE_LENGTH = 600;

/** Without what looks like a JWT, a session token or a signature. AWS's messages hold none, but a proxy's may. */
export function redact(text: string): string {
  return text
    .replaceAll(/eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '[token]')
    .replaceAll(/[A-Za-z0-9+/=_-]{100,}/g, '[…]')
    .slice(0, MAX_MESSAGE_LENGTH);
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

/** An error of the SDK, or of the caller's functions, as one of ours. The cause is kept unless its text had to be redacted. */
export function issueFailure(scope: ScopeRecord, error: unknown): SessionError {
  if (error instanceof SessionError) return error;
  const name = error instanceof Error ? error.name : 'unknown';
  const text = error instanceof Error ? error.message : String(error);
  const safe = redact(text);
  const cause = safe === text ? error : undefined;
  const { status, requestId } = metadataOf(error);
  if (THROTTLED.has(name) || status === 429) return new StsUnavailable(scope, 'throttled', safe, cause);
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError' || name === 'ProviderError') {
    return new StsUnavailable(scope, 'base-credentials', safe, cause);
  }
  if (status === undefined) return new StsUnavailable(scope, 'network', safe, cause);
  if (status >= 500 || TRANSIENT.has(name)) return new StsUnavailable(scope, 'server', safe, cause);
  if (status < 400) return new MalformedCredentials(scope, `the issuer's answer could not be read: ${safe}`, cause);
  return new StsRefused(scope, name, safe, { requestId, cause });
}

function metadataOf(error: unknown): { readonly status: number | undefined; readonly requestId: string | undefined } {
  const { $metadata, $response } = (error ?? {}) as SdkError;
  return { status: $metadata?.httpStatusCode ?? $response?.statusCode, requestId: $metadata?.requestId };
}

/** Errors of the SDK bear these; on others they are undefined. */
interface SdkError {
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  /** There when the answer came but could not be read. */
  readonly $response?: { readonly statusCode?: number };
}
