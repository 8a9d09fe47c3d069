import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Authorization, parseAuthorization } from './authorization.js';
import { checkTime } from './check-time.js';
import { SignatureFailure } from './signature-failure.js';
import { headerOf, type SignedRequest } from './signed-request.js';
import type { SigningKeys } from './signing-key.js';
import { stringToSign } from './string-to-sign.js';

export interface Verification<Key extends { readonly secretAccessKey: string }> {
  /** `dynamodb`, `sts`. */
  readonly service: string;
  /** The only Region that the endpoint stands for; undefined where it stands for all. */
  readonly region: string | undefined;
  readonly now: Date;
  readonly signingKeys: SigningKeys;
  /** Throws where the access key and token are not the sandbox's own, or are no longer good. */
  keyOf(accessKeyId: string, sessionToken: string | undefined): Key;
}

/** Verifies the signature of a request and gives the key that it was made with. Throws `SignatureFailure`. */
export function verify<Key extends { readonly secretAccessKey: string }>(
  request: SignedRequest,
  { service, region, now, signingKeys, keyOf }: Verification<Key>,
): Key {
  const repeated = ONCE.find((name) => (request.headers[name]?.length ?? 0) > 1);
  if (repeated !== undefined) throw new SignatureFailure('incomplete', `The header ${repeated} stands more than once.`);
  const authorization = parseAuthorization(headerOf(request, 'authorization'));
  const time = headerOf(request, 'x-amz-date');
  if (time === undefined) {
    throw new SignatureFailure('incomplete', "Authorization header requires existence of a 'X-Amz-Date' header.");
  }
  checkTime(time, now);
  checkScope(authorization, service, region, time);
  checkSignedHeaders(request, authorization);
  const key = keyOf(authorization.accessKeyId, headerOf(request, 'x-amz-security-token'));
  const expected = createHmac('sha256', signingKeys(key.secretAccessKey, authorization))
    .update(stringToSign(request, authorization, time))
    .digest();
  if (!timingSafeEqual(expected, Buffer.from(authorization.signature, 'hex'))) {
    throw new SignatureFailure(
      'mismatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  return key;
}

/** Node joins or drops these when they stand twice; a signature must not leave open which was meant. */
const ONCE: readonly string[] = [
  'authorization',
  'content-type',
  'host',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-target',
];

function checkScope(
  { date, region, service }: Authorization,
  wanted: string,
  only: string | undefined,
  time: string,
): void {
  if (!time.startsWith(date)) {
    throw new SignatureFailure(
      'mismatch',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${time.slice(0, 8)}', from '${time}'.`,
    );
  }
  if (service !== wanted) {
    throw new SignatureFailure('mismatch', `Credential should be scoped to correct service: '${wanted}'.`);
  }
  if (only !== undefined && region !== only) {
    throw new SignatureFailure(
      'mismatch',
      `Credential should be scoped to a valid region, not '${region}'.`,
      `The environment of this sandbox lies in ${only}: configure the client with that Region.`,
    );
  }
}

/** The host and every `x-amz-` header must be signed, else somebody on the way could change them. */
function checkSignedHeaders({ headers }: SignedRequest, { signedHeaders }: Authorization): void {
  if (!signedHeaders.includes('host')) {
    throw new SignatureFailure('mismatch', "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  for (const name of Object.keys(headers)) {
    if (name.startsWith('x-amz-') && !signedHeaders.includes(name)) {
      throw new SignatureFailure('mismatch', `'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
    }
  }
  const absent = signedHeaders.find((name) => headers[name] === undefined);
  if (absent !== undefined) {
    throw new SignatureFailure('mismatch', `The header '${absent}' is signed and not there.`);
  }
}
