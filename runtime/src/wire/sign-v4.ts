import { createHmac, hash } from 'node:crypto';
import type { SigningCredentials } from './signing-credentials.js';

/** The parts of the SDK's HttpRequest that a signature covers. */
export interface SignableRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface SigningScope {
  readonly date: Date;
  readonly region: string;
  readonly service: string;
}

// Headers that proxies and runtimes change on the way; the SDK leaves the same ones out.
const UNSIGNED =
  /^(?:authorization|cache-control|connection|expect|from|keep-alive|max-forwards|pragma|referer|te|trailer|transfer-encoding|upgrade|user-agent|x-amzn-trace-id|proxy-.*|sec-.*)$/;
const SPACE = /[ \t\r\n]/;
const SPACES = /[ \t\r\n]+/g;
const REPLACED = /^(?:authorization|x-amz-date|x-amz-security-token|date)$/i;

/**
 * The headers of `request` signed with AWS Signature Version 4, byte for byte what the SDK's signer gives
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 * Ours, because the SDK's signer is bound to its client's credentials and keeps 50 derived keys for the whole process.
 * `resource` and `payload` are those of DynamoDB's own requests, unless told: `canonical-request.ts` has them for any other.
 */
export function signV4(
  request: SignableRequest,
  credentials: SigningCredentials,
  scope: SigningScope,
  resource = '/\n',
  payload: string = hash('sha256', request.body as string | Uint8Array),
): Record<string, string> {
  const time = scope.date.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const headers: Record<string, string> = {};
  for (const name of Object.keys(request.headers))
    if (!REPLACED.test(name)) headers[name] = request.headers[name] as string;
  headers['x-amz-date'] = time;
  if (credentials.sessionToken !== undefined) headers['x-amz-security-token'] = credentials.sessionToken;
  headers['x-amz-content-sha256'] ??= payload;

  const canonical = canonicalHeaders(headers);
  const names = Object.keys(canonical).sort();
  const signedHeaders = names.join(';');
  let canonicalRequest = `${request.method}\n${resource}\n`;
  for (const name of names) canonicalRequest += `${name}:${canonical[name]}\n`;
  canonicalRequest += `\n${signedHeaders}\n${headers['x-amz-content-sha256']}`;

  const keyScope = `${time.slice(0, 8)}/${scope.region}/${scope.service}`;
  const toSign = `AWS4-HMAC-SHA256\n${time}\n${keyScope}/aws4_request\n${hash('sha256', canonicalRequest)}`;
  const signature = createHmac('sha256', signingKey(credentials, keyScope)).update(toSign).digest('hex');
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${keyScope}/aws4_request, SignedHeaders=${signedHeaders}, Signature=${signature}`;
  return headers;
}

function signingKey(credentials: SigningCredentials, scope: string): Buffer {
  if (credentials.derived?.scope === scope) return Buffer.from(credentials.derived.key, 'latin1');
  let key: Buffer = Buffer.from(`AWS4${credentials.secretAccessKey}`);
  for (const part of [...scope.split('/'), 'aws4_request']) key = createHmac('sha256', key).update(part).digest();
  credentials.derived = { scope, key: key.toString('latin1') };
  return key;
}

function canonicalHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const canonical: Record<string, string> = {};
  for (const name of Object.keys(headers).sort()) {
    const value = headers[name];
    const lower = name.toLowerCase();
    if (value === undefined || UNSIGNED.test(lower)) continue;
    canonical[lower] = SPACE.test(value) ? value.replaceAll(SPACES, ' ').replaceAll(/^ | $/g, '') : value;
  }
  return canonical;
}
