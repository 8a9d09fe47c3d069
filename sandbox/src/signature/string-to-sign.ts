import { hash } from 'node:crypto';
import type { Authorization } from './authorization.js';
import type { SignedRequest } from './signed-request.js';

const sha256 = (data: Buffer | string): string => hash('sha256', data, 'hex');

/** IAM User Guide, "Create a signed AWS API request": the canonical request, hashed, under its time and scope. */
export function stringToSign(
  { headers, body }: SignedRequest,
  { date, region, service, signedHeaders }: Authorization,
  time: string,
): string {
  const lines = signedHeaders.map((name) => `${name}:${(headers[name] ?? []).map(canonicalValue).join(',')}\n`);
  const canonical = `POST\n/\n\n${lines.join('')}\n${signedHeaders.join(';')}\n${sha256(body)}`;
  return `AWS4-HMAC-SHA256\n${time}\n${date}/${region}/${service}/aws4_request\n${sha256(canonical)}`;
}

const canonicalValue = (value: string): string => value.trim().replaceAll(/ +/g, ' ');
