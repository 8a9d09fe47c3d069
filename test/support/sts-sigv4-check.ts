import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/**
 * The signer of a request, or why the signature does not hold. Written from the specification, not from the code under test.
 */
export type SignatureCheck =
  | {
      readonly kind: 'valid';
      readonly accessKeyId: string;
      readonly region: string;
      readonly service: string;
      readonly time: Date;
    }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'unknown-key'; readonly accessKeyId: string }
  | { readonly kind: 'mismatch'; readonly accessKeyId: string; readonly why: string };

export interface KnownKey {
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The part of a request that a signature covers, besides the body. */
export interface SignedRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function checkSignature(
  request: SignedRequest,
  body: Buffer,
  keyOf: (accessKeyId: string) => KnownKey | undefined,
): SignatureCheck {
  const { authorization } = request.headers;
  if (authorization === undefined) return { kind: 'unsigned' };
  const [, accessKeyId = '', day = '', region = '', service = '', names = '', signature] =
    AUTHORIZATION.exec(authorization) ?? [];
  const known = keyOf(accessKeyId);
  if (known === undefined) return { kind: 'unknown-key', accessKeyId };

  const header = (name: string): string => String(request.headers[name] ?? '').trim();
  const signed = names.split(';');
  const mismatch = (why: string): SignatureCheck => ({ kind: 'mismatch', accessKeyId, why });
  if (!signed.includes('host')) return mismatch('host is not signed');
  if (header('x-amz-security-token') !== (known.sessionToken ?? ''))
    return mismatch('the token is not that of the key');
  if (known.sessionToken !== undefined && !signed.includes('x-amz-security-token'))
    return mismatch('the token is not signed');

  const url = new URL(request.url ?? '/', 'http://localhost');
  const payload = sha256(body);
  if (header('x-amz-content-sha256') !== '' && header('x-amz-content-sha256') !== payload)
    return mismatch('the body is not the one that was signed');
  const canonical = [
    request.method,
    url.pathname,
    [...url.searchParams]
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .sort()
      .join('&'),
    ...signed.map((name) => `${name}:${header(name).replaceAll(/\s+/g, ' ')}`),
    '',
    names,
    payload,
  ].join('\n');
  const time = header('x-amz-date');
  if (!time.startsWith(day)) return mismatch('the date is not that of the credential scope');
  const toSign = ['AWS4-HMAC-SHA256', time, `${day}/${region}/${service}/aws4_request`, sha256(canonical)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<Buffer>(
    (last, part) => hmac(last, part),
    Buffer.from(`AWS4${known.secretAccessKey}`),
  );
  if (hmac(key, toSign).toString('hex') !== signature) return mismatch('the signature does not match');
  const iso = time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  return { kind: 'valid', accessKeyId, region, service, time: new Date(iso) };
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
