import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { type Authorization, parseAuthorization } from './authorization.js';
import { SignatureFailure } from './signature-failure.js';
import { headerOf, type SignedRequest } from './signed-request.js';
import type { SigningKeys } from './signing-key.js';

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
  if (repeated !== undefined) throw new SignatureFailure('incomplete', `The header ${repeated} occurs more than once.`);
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

const MINUTES = 5;
const STAMP = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** A signature may be five minutes off in either direction (IAM User Guide, "Elements of an AWS API request signature"). */
function checkTime(time: string, now: Date): void {
  const [, year, month, day, hour, minute, second] = STAMP.exec(time) ?? [];
  const signed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(signed)) {
    throw new SignatureFailure('incomplete', `Date must be in ISO-8601 'basic format'. Got '${time}'.`);
  }
  const limit = MINUTES * 60_000;
  const earliest = new Date(now.getTime() - limit);
  if (signed < earliest.getTime() - 999) {
    throw new SignatureFailure(
      'mismatch',
      `Signature expired: ${time} is now earlier than ${stamp(earliest)} (${stamp(now)} - ${MINUTES} min.)`,
    );
  }
  const latest = new Date(now.getTime() + limit);
  if (signed > latest.getTime()) {
    throw new SignatureFailure(
      'mismatch',
      `Signature not yet current: ${time} is still later than ${stamp(latest)} (${stamp(now)} + ${MINUTES} min.)`,
    );
  }
}

const stamp = (date: Date): string => date.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');

const sha256 = (data: Buffer | string): string => hash('sha256', data, 'hex');

/** IAM User Guide, "Create a signed AWS API request": the canonical request, hashed, under its time and scope. */
function stringToSign(
  { headers, body }: SignedRequest,
  { date, region, service, signedHeaders }: Authorization,
  time: string,
): string {
  const lines = signedHeaders.map((name) => `${name}:${(headers[name] ?? []).map(canonicalValue).join(',')}\n`);
  const canonical = `POST\n/\n\n${lines.join('')}\n${signedHeaders.join(';')}\n${sha256(body)}`;
  return `AWS4-HMAC-SHA256\n${time}\n${date}/${region}/${service}/aws4_request\n${sha256(canonical)}`;
}

const canonicalValue = (value: string): string => value.trim().replaceAll(/ +/g, ' ');
